// What the page does beyond reading, all of it dispensable: without this script every link still leads to its characters.
"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // A mark that was split where it crosses another, or at a paragraph's end, lights up whole.
  function light() {
    const name = decodeURIComponent(location.hash.slice(1));
    all("mark.hit").forEach((mark) => mark.classList.remove("hit"));
    all(".cite.here").forEach((cite) => cite.classList.remove("here"));
    if (!name) return;
    all("mark[data-of]").forEach((mark) => mark.dataset.of === name && mark.classList.add("hit"));
    all(".cite").forEach((cite) => cite.getAttribute("href") === "#" + name && cite.classList.add("here"));
  }
  addEventListener("hashchange", light);
  light();

  // On paper the folded lists stand open; the furniture of the articles stays away.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not(.furniture):not([open])");
    folded.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((details) => (details.open = false)));

  // The coverage matrix sorts and filters.
  const agrees = new Set(["same", "compatible", "cut", "paraphrase"]);
  const by = {
    weight: (a, b) => a.place - b.place,
    support: (a, b) => b.row.dataset.support - a.row.dataset.support || a.place - b.place,
    verdict: (a, b) => a.row.dataset.verdict.localeCompare(b.row.dataset.verdict) || a.place - b.place,
  };
  all(".coverage").forEach((section) => {
    const tools = section.querySelector(".tools");
    const filter = tools.querySelector(".filter");
    const sort = tools.querySelector(".sort");
    const bodies = all("tbody", section).map((body) => ({
      body,
      rows: all(".row", body).map((row, place) => ({ row, place })),
    }));
    tools.hidden = false;
    filter.addEventListener("change", () =>
      bodies.forEach(({ rows }) =>
        rows.forEach(({ row }) => {
          row.hidden = filter.value !== "" && agrees.has(row.dataset.verdict) !== (filter.value === "agrees");
        })
      )
    );
    sort.addEventListener("change", () =>
      bodies.forEach(({ body, rows }) => body.append(...rows.slice().sort(by[sort.value]).map(({ row }) => row)))
    );
  });
})();

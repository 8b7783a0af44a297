// What the page does beyond reading, all of it dispensable: without this script every link still leads to its characters.
// Whatever is copied, saved or corrected is read from the page itself. Nothing leaves the page but to the clipboard or a file.
"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const byId = (name) => document.getElementById(name);

  // ------------------------------------------------------------------------------------------ highlights

  const ROOT = "[data-ref], [data-id], .row, .only li[id]";
  let followed = "";

  function refOf(root) {
    const link = root.querySelector("a.ref");
    return link ? link.getAttribute("href") : "#" + root.id;
  }

  // A mark that was split where it crosses another lights up whole, and with it all that its finding rests on elsewhere.
  function light() {
    const name = decodeURIComponent(location.hash.slice(1));
    all("mark.hit, mark.also").forEach((mark) => mark.classList.remove("hit", "also"));
    all(".cite.here").forEach((cite) => cite.classList.remove("here"));
    if (!name) return;
    const mark = byId(name);
    if (!mark || mark.tagName !== "MARK") return;
    all(`mark[data-of="${CSS.escape(name)}"]`).forEach((part) => part.classList.add("hit"));
    all(`.cite[href="#${CSS.escape(name)}"]`).forEach((cite) => cite.classList.add("here"));
    const back = mark.querySelector(":scope > .b");
    const ref = followed || (back ? back.getAttribute("href") : "");
    const story = mark.closest(".story");
    const home = mark.closest(".source");
    const seen = new Set([home]);
    all(`.b[href="${ref}"]`, story.querySelector(".articles")).forEach((link) => {
      const other = link.parentElement;
      if (other === mark) return;
      other.classList.add("also");
      const column = other.closest(".source");
      if (!seen.has(column) && inColumns(story)) column.scrollTop += other.getBoundingClientRect().top - column.getBoundingClientRect().top - 60;
      seen.add(column);
    });
  }
  const inColumns = (story) => story.querySelector(".in-columns").checked;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const root = link && link.closest(ROOT);
    followed = root ? refOf(root) : "";
    if (link && link.getAttribute("href") === location.hash) light();
  });
  addEventListener("hashchange", light);
  light();

  // On paper all findings are there, those that the screen folds too.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details.further:not([open])");
    folded.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((details) => (details.open = false)));

  // ------------------------------------------------------------------------------------------ the coverage matrix

  const agrees = new Set(["same", "compatible", "cut", "paraphrase", "particulars", "attributed"]);
  const states = ["otherwise", "partly", "says", "copied", "silent"];
  const byPlace = (a, b) => a.place - b.place;
  const orders = {
    weight: byPlace,
    support: (a, b) => b.row.dataset.support - a.row.dataset.support || byPlace(a, b),
    verdict: (a, b) => a.row.dataset.verdict.localeCompare(b.row.dataset.verdict) || byPlace(a, b),
  };
  const state = (row, column) => states.findIndex((name) => row.cells[column].classList.contains(name));
  const byOutlet = (column) => (a, b) => state(a.row, column) - state(b.row, column) || byPlace(a, b);

  all(".coverage").forEach((section) => {
    const tools = section.querySelector(".tools");
    const [filter, sort, find] = [".filter", ".sort", ".find"].map((name) => tools.querySelector(name));
    const bodies = all("tbody", section).map((body) => ({
      body,
      rows: all(".row", body).map((row, place) => ({ row, place, text: row.cells[0].textContent.toLowerCase() })),
    }));
    tools.hidden = false;
    const sift = () => {
      const wanted = find.value.trim().toLowerCase();
      bodies.forEach(({ body, rows }) => {
        rows.forEach(({ row, text }) => {
          const kept = filter.value === "" || agrees.has(row.dataset.verdict) === (filter.value === "agrees");
          row.hidden = !kept || !text.includes(wanted);
        });
        body.hidden = rows.every(({ row }) => row.hidden);
      });
    };
    filter.addEventListener("change", sift);
    find.addEventListener("input", sift);
    sort.addEventListener("change", () => {
      const order = orders[sort.value] || byOutlet(Number(sort.value));
      bodies.forEach(({ body, rows }) => body.append(...rows.slice().sort(order).map(({ row }) => row)));
    });
  });

  // ------------------------------------------------------------------------------------------ a long list of stories

  all(".desk .tools").forEach((tools) => {
    const [find, kind, found] = [".find-story", ".of-kind", ".found"].map((name) => tools.querySelector(name));
    const days = all(".day", tools.parentElement);
    const stories = all(".stories > li", tools.parentElement).map((line) => ({ line, text: line.textContent.toLowerCase() }));
    tools.hidden = false;
    const sift = () => {
      const wanted = find.value.trim().toLowerCase();
      stories.forEach(({ line, text }) => (line.hidden = !text.includes(wanted) || (kind.value !== "" && line.dataset.kind !== kind.value)));
      days.forEach((day) => (day.hidden = !day.querySelector("li:not([hidden])")));
      const left = stories.filter(({ line }) => !line.hidden).length;
      found.textContent = left < stories.length ? `${left} of ${stories.length}` : "";
    };
    find.addEventListener("input", sift);
    kind.addEventListener("change", sift);
  });

  // ------------------------------------------------------------------------------------------ what the page says, as data

  const KINDS = { s: "statement", f: "figure", e: "event", p: "position", c: "copy", l: "copy", o: "only" };
  const clean = (text) => text.replace(/\s+/g, " ").trim();

  // The words of an element as they were printed: what was left out is not there, what is cut shows it.
  function words(element) {
    if (!element) return "";
    const copy = element.cloneNode(true);
    all(".sr, .ref, .b, del, .cite, .more, .act-menu", copy).forEach((part) => part.remove());
    all(".name + .role", copy).forEach((part) => part.replaceWith(`, ${clean(part.textContent)}`));
    all(".cut, .skipped", copy).forEach((part) => part.replaceWith(" … "));
    const text = clean(copy.textContent).replace(/ ,/g, ",");
    return element.matches(".direct") ? `“${text}”` : text;
  }

  // Where a citation leads: article and characters (code points, half open).
  function place(link) {
    const found = /^#(.*a\d+)-(\d+)-(\d+)$/.exec(link.getAttribute("href"));
    const source = byId(found ? found[1] : link.getAttribute("href").slice(1));
    if (!source) return null;
    const time = source.querySelector("time");
    const original = source.querySelector("a[rel~=external]");
    const told = {
      number: Number(source.querySelector(".num").textContent),
      outlet: source.querySelector("header bdi").textContent,
      headline: words(source.querySelector(".b-title")),
      published: time ? time.dateTime : "",
      url: original ? original.href : "",
      article: source.dataset.article,
    };
    return found ? { ...told, start: Number(found[2]), end: Number(found[3]), anchor: found[0].slice(1), trigger: link.dataset.trigger || "" } : told;
  }

  function record(root) {
    const ref = refOf(root);
    const tellings = root.matches(".told") ? [root] : all(".told", root);
    return {
      ref: ref.replace(/^#(t\d+-)?/, "").toUpperCase(),
      kind: KINDS[ref.replace(/^#(t\d+-)?/, "")[0]],
      verdict: all(".kind-name, .verdicts .chip", root).map((chip) => clean(chip.textContent.replace(/^[^\p{L}]+/u, ""))).join(", ") || words(root.closest("section").firstElementChild),
      about: all(".subject", root).map(words).filter(Boolean).join(": "),
      reason: words(root.querySelector(".reason")),
      support: words(root.querySelector(".support")),
      tellings: tellings.map((telling) => ({
        who: words(telling.querySelector(".who")) || (telling.closest(".side") ? clean(telling.closest(".side").firstElementChild.textContent + ": " + words(telling.parentElement.querySelector(".who"))) : ""),
        words: all(".w", telling).map(words).join(" "),
        mode: words(telling.querySelector(".mode")),
        places: all(".cite", telling).map(place).filter(Boolean),
      })),
    };
  }

  const mentions = (told) => told.tellings.flatMap((telling) => telling.places).filter((there) => there.anchor);
  const source = (there) =>
    [there.outlet, there.headline && `“${there.headline}”`, there.published, there.url, there.end && `characters ${there.start}–${there.end}`]
      .filter(Boolean)
      .join(", ");

  function asText(told) {
    const cited = new Map();
    const lines = told.tellings.map((telling) => {
      telling.places.forEach((there) => cited.set(`[${there.number}] ${source(there)}`, true));
      const numbers = [...new Set(telling.places.map((there) => `[${there.number}]`))].join("");
      return `– ${[telling.who && `${telling.who}:`, telling.words, numbers].filter(Boolean).join(" ")}`;
    });
    return [[told.verdict, told.about].filter(Boolean).join(": "), ...lines, told.reason, "", ...cited.keys()].join("\n").replace(/\n{3,}/g, "\n\n");
  }

  const escaped = (text) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  const footnote = (there) => `[^${there.number}${there.end ? `-${there.start}` : ""}]`;

  function asMarkdown(told) {
    const cited = new Map();
    const lines = told.tellings.map((telling) => {
      telling.places.forEach((there) => cited.set(footnote(there), escaped(source({ ...there, url: "" })) + (there.url ? `, <${there.url}>` : "")));
      return `- ${[telling.who && `${telling.who}:`, telling.words].filter(Boolean).map(escaped).join(" ")}${telling.places.map(footnote).join("")}`;
    });
    const head = `**${escaped(told.verdict)}**${told.about ? `: ${escaped(told.about)}` : ""}`;
    const notes = [...cited].map(([mark, text]) => `${mark}: ${text}`);
    return [head, "", ...lines, "", ...(told.reason ? [escaped(told.reason), ""] : []), ...notes].join("\n");
  }

  // ------------------------------------------------------------------------------------------ to the clipboard, to a file

  function announce(text) {
    const line = byId("said");
    line.hidden = false;
    line.textContent = text;
    clearTimeout(announce.timer);
    announce.timer = setTimeout(() => (line.hidden = true), 2500);
  }

  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      byId("menu").append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce("Copied");
  }

  function toFile(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    announce(`Saved ${name}`);
  }

  // A spreadsheet must not take the words of an article for a formula.
  const field = (value) => `"${String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const csv = (rows) => "\ufeff" + rows.map((row) => row.map(field).join(",") + "\r\n").join("");
  const nameOf = (story) => (words(story.querySelector(".title")).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 40) || "story").toLowerCase();
  const shown = (story) => all(".reading [data-id], .reading .only li[id]", story).map(record);

  const COLUMNS = ["ref", "kind", "verdict", "about", "support", "reason", "who", "words", "mode", "number", "outlet", "published", "headline", "url", "article", "start", "end"];
  const saves = {
    csv(story) {
      const rows = shown(story).flatMap((told) =>
        told.tellings.flatMap((telling) => telling.places.map((there) => COLUMNS.map((name) => ({ ...there, ...telling, ...told })[name])))
      );
      toFile(`${nameOf(story)}.csv`, "text/csv", csv([COLUMNS, ...rows]));
    },
    json(story) {
      const found = { title: words(story.querySelector(".title")), brief: all(".brief > p:not(.note) > .w", story).map(words), shown: shown(story) };
      toFile(`${nameOf(story)}.json`, "application/json", JSON.stringify(found, (key, value) => (key === "anchor" || value === "" ? undefined : value), 1));
    },
    markdown(story) {
      toFile(`${nameOf(story)}.md`, "text/markdown", [`# ${escaped(words(story.querySelector(".title")))}`, ...all(".finding", story).map(record).map(asMarkdown)].join("\n\n") + "\n");
    },
    table(story) {
      const rows = all(".matrix tr", story).filter((row) => !row.hidden && !row.closest("[hidden], .families") && !row.matches(".families, .head"));
      const cell = (td) =>
        [words(td.querySelector(".mini")), clean(all(".sr", td).map((part) => part.textContent).join(" ")) || clean(td.textContent)].filter(Boolean).join("; ");
      toFile(`${nameOf(story)}-table.csv`, "text/csv", csv(rows.map((row) => Array.from(row.cells, cell))));
    },
  };
  all(".keep").forEach((tools) => (tools.hidden = false));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) saves[button.dataset.save](button.closest(".story"));
  });

  // ------------------------------------------------------------------------------------------ copy and correct one finding

  const menu = byId("menu");
  const noted = [];
  let current = null;
  if (!menu || !menu.showPopover) return;
  menu.hidden = false;
  const form = menu.querySelector("form");

  all(".finding, .reading [data-id], .reading .only li[id]").forEach((root) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "act-menu";
    button.textContent = "⋯";
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-label", `Copy or correct ${refOf(root).replace(/^#(t\d+-)?/, "").toUpperCase()}`);
    root.append(button);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".act-menu");
    if (button) open(button);
  });

  function open(button) {
    const root = button.parentElement;
    const full = byId(refOf(root).slice(1));
    current = { root, button, told: record(root), item: full && full.dataset.id ? record(full) : null, full };
    menu.querySelector(".menu-ref").textContent = current.told.ref;
    form.reset();
    form.hidden = !current.item || !["statement", "figure", "event", "position"].includes(current.item.kind);
    all("[data-of]", form).forEach((part) => (part.hidden = part.disabled = !form.hidden && !part.dataset.of.split(" ").includes(current.item.kind)));
    const apart = form.querySelector(".apart");
    all("label", apart).forEach((label) => label.remove());
    const tellings = current.item ? current.item.tellings : [];
    apart.hidden = apart.hidden || tellings.length < 2;
    tellings.forEach((telling, number) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: "apart", value: number });
      label.append(box, ` ${telling.places.map((there) => there.outlet).join(", ")}: ${telling.words.slice(0, 70)}`);
      apart.append(label);
    });
    menu.showPopover();
    const at = button.getBoundingClientRect();
    menu.style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
    menu.style.left = `${Math.max(8, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
    menu.querySelector("button").focus();
  }
  menu.addEventListener("toggle", (event) => event.newState === "closed" && current && document.activeElement === document.body && current.button.focus());

  menu.querySelector('[data-do="text"]').addEventListener("click", () => toClipboard(asText(current.told)).then(() => menu.hidePopover()));
  menu.querySelector('[data-do="markdown"]').addEventListener("click", () => toClipboard(asMarkdown(current.told)).then(() => menu.hidePopover()));

  // A mention as docs/corrections.md has it. The words go along where the page has them to the character.
  function mention(there) {
    const mark = byId(there.anchor).cloneNode(true);
    all(".b", mark).forEach((link) => link.remove());
    const text = mark.textContent;
    const exact = Array.from(text).length === there.end - there.start && !text.includes("\ufffd");
    return {
      article: there.article,
      span: [there.start, there.end],
      ...(there.trigger ? { trigger: there.trigger.split("-").map(Number) } : {}),
      ...(exact ? { words: text } : {}),
    };
  }

  function corrections(given) {
    const { item, full } = current;
    const own = item.kind === "position" ? all("header .cite", full).map(place) : mentions(item);
    const [first] = own;
    const found = [];
    const add = (say, places, more) => found.push({ say, of: item.kind, mentions: places.map(mention), ...more, on: new Date().toISOString().slice(0, 10), ...(given.get("note") ? { note: given.get("note") } : {}) });
    const verdict = given.getAll("verdict").find(Boolean); // one list a kind stands in the form
    if (verdict) add("verdict", [first], verdict === "turned" ? { verdict: "altered", turns: true } : { verdict });
    const speaker = clean(given.get("speaker") || "");
    if (speaker) add("speaker", own, { speaker: speaker === "?" ? null : speaker });
    const apart = given.getAll("apart").map(Number);
    const kept = item.tellings.findIndex((_, number) => !apart.includes(number));
    if (apart.length && kept >= 0) add("apart", [item.tellings[kept], ...apart.map((number) => item.tellings[number])].map((telling) => telling.places[0]));
    const other = clean(given.get("same") || "").toLowerCase();
    if (other) {
      const there = byId(full.id.replace(/[a-z]\d+$/, other));
      const [match] = there ? mentions(record(there)) : [];
      if (!match || KINDS[other[0]] !== item.kind) return announce(`There is no ${item.kind} ${other.toUpperCase()} on this page`);
      add("same", [first, match]);
    }
    return found;
  }

  const bar = byId("noted");
  function tell() {
    bar.hidden = noted.length === 0;
    bar.querySelector("b").textContent = `${noted.length} correction${noted.length === 1 ? "" : "s"} noted`;
  }
  let unsaved = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = corrections(new FormData(form));
    if (!found) return;
    if (!found.length) return announce("Nothing to note: choose what is wrong");
    noted.push(...found);
    unsaved = true;
    current.full.classList.add("corrected");
    menu.hidePopover();
    tell();
    announce("Noted. Save the file when you are done");
  });
  bar.querySelector('[data-do="save"]').addEventListener("click", () => {
    toFile("corrections.json", "application/json", JSON.stringify({ version: 1, corrections: noted }, null, 1) + "\n");
    unsaved = false;
  });
  bar.querySelector('[data-do="drop"]').addEventListener("click", () => {
    noted.length = 0;
    unsaved = false;
    all(".corrected").forEach((item) => item.classList.remove("corrected"));
    tell();
  });
  addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
})();

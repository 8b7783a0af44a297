"""Relations for a terminal: all pairs, the weightiest first, or one pair day by day; readable at 80 columns and in a file."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rashomon.countries import country_name
from rashomon.relations import QUADS, Act, Counts, Relation
from rashomon.report.labels import labels, say_day, say_when, status_label
from rashomon.report.neutral import neutral

__all__ = ["party_label", "say_quads", "say_value", "show_pairs", "show_relation"]

_PAIRS = 25
_CLAUSE = 150
_OUTLETS = 3
_LEGEND = (
    "Cooperation, conflict: verbal + material events.",
    "Mean: of their values on the Goldstein scale, −10 conflict to +10 cooperation.",
    "Accounts: independent ones, summed; copies of one text count once.",
)


def party_label(party: str) -> str:
    """A party for the eye: the name of a country, else the name itself."""
    return country_name(party) if len(party) == 3 and party.isupper() else party


def say_value(value: float | None) -> str:
    """A value with its sign; a true minus."""
    return "" if value is None else f"{value:+.1f}".replace("-", "−")


def say_quads(counts: Counts) -> str:
    """The quad classes that occur, in words: ``2 verbal cooperation, 1 material conflict``."""
    return ", ".join(f"{n} {name}" for n, name in zip(counts.quads, QUADS, strict=True) if n)


def show_pairs(relations: Sequence[Relation], console: Console) -> None:
    """Print a line a pair."""
    told = [relation for relation in relations if relation.acts]
    if not told:
        console.print("No event between two known actors is told as having happened.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Between", width=max(20, min(60, console.width - 50)), overflow="ellipsis", no_wrap=True)
    for name in ("Events", "Cooperation", "Conflict", "Mean", "Accounts"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    for relation in told[:_PAIRS]:
        counts = relation.counts
        pair = " – ".join(neutral(party_label(party)) for party in relation.pair)
        one, two, three, four = counts.quads
        sides = (f"{verbal} + {material}" if verbal or material else "·" for verbal, material in ((one, two), (three, four)))
        table.add_row(Text(pair), str(counts.events), *sides, say_value(counts.goldstein_mean), str(counts.independent))
    console.print(table)
    if len(told) > _PAIRS:
        console.print(f"{len(told) - _PAIRS:,} more pairs: --json or --csv writes all.", style="dim")
    for line in _LEGEND:
        console.print(line, style="dim")


def show_relation(relation: Relation, console: Console) -> None:
    """Print one pair: what happened, day by day, with who tells it, then what did not or is not known to have."""
    names = " – ".join(neutral(party_label(party)) for party in relation.pair)
    console.print(Text(names, style="bold"))
    if not relation.acts:
        console.print("Nothing between them is told as having happened.")
    else:
        counts = relation.counts
        console.print(f"{counts.events} events: {say_quads(counts)}.", soft_wrap=False)
        console.print(
            f"Goldstein scale: mean {say_value(counts.goldstein_mean)}, sum {say_value(counts.goldstein_sum)} "
            f"(−10 conflict to +10 cooperation)."
        )
    for point in relation.points:
        console.print()
        head = Text(_say_when(point.acts[0]), style="bold")
        head.append(f"   {say_value(Counts.of(point.acts).goldstein_sum)}", style="not bold")
        console.print(head)
        _list(point.acts, relation, console)
    if relation.aside:
        console.print()
        console.print(Text("Not counted: alleged, planned, denied, hypothetical or said not to have happened", style="bold"))
        _list(relation.aside, relation, console)


def _list(acts: Sequence[Act], relation: Relation, console: Console) -> None:
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False)
    table.add_column(min_width=1)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True, min_width=4)
    for act in acts:
        table.add_row(relation.direction(act), _told(act), "" if act.status != "happened" else say_value(act.value.goldstein))
    console.print(table)


def _told(act: Act) -> Text:
    text = Text(str(labels()["events"].get(act.type, act.type)), style="bold")
    if act.mode:
        text.append(f" ({act.mode.replace('_', ' ')})", style="not bold")
    if act.status != "happened":
        text.append(f"  {status_label(act.status).text}", style="not bold")
        text.append(
            f" by {neutral(', '.join(act.said_by))}" if act.said_by and act.status == "alleged" else "", style="not bold"
        )
    clause = act.clauses[0].words
    words = clause if len(clause) <= _CLAUSE else clause[:_CLAUSE].rsplit(" ", 1)[0] + " …"
    text.append(f"\n“{neutral(words)}”", style="not bold")
    text.append(f"\n{neutral(_sources(act))}", style="dim not bold")
    return text


def _sources(act: Act) -> str:
    outlets = list(dict.fromkeys(clause.outlet or "outlet not known" for clause in act.clauses))
    listed = ", ".join(outlets[:_OUTLETS]) + (f" and {len(outlets) - _OUTLETS} more" if len(outlets) > _OUTLETS else "")
    support = "" if act.independent == 1 else f" · {act.independent} independent accounts"
    day = " · day of the report" if act.basis == "reported" else ""
    return listed + support + day


def _say_when(act: Act) -> str:
    return say_day(act.on) if act.on else say_when(act.start, act.end) or "Day not known"

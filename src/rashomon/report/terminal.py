"""The summary of readings for a terminal: readable at 80 columns, without colour and in a file.

Every difference that colour shows is also shown by signs: ``[-left out-]`` and ``{+other words+}``, as ``wdiff`` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, OverflowMethod
from rich.table import Table
from rich.text import Text

from rashomon.model import Corrected, Problem, Reading
from rashomon.report.compare import Piece, departs
from rashomon.report.labels import Label, labels
from rashomon.report.ledger import Cite, Words
from rashomon.report.limits import Limits
from rashomon.report.neutral import neutral
from rashomon.report.story import story_line, story_view
from rashomon.report.views import FigureView, FindingView, MatrixView, StatementView, StoryLine, StoryView, Telling
from rashomon.report.weigh import top

__all__ = ["show", "show_lines"]

_FINDINGS = 5
_FINDINGS_OF_MORE = 2
"""Findings of a small story beside a large one."""

_NEAR = 36
"""Characters of a run of same words that a short summary shows round what differs."""

_DIFFERENCES = 5
_COPIES = 4
_FRAMINGS = 3
_TELLINGS = 3
_SHORT_STORIES = 4
"""Stories that are told with their findings; more than these get one line each."""

_LARGE = 3
"""Articles from which a story, if it is the only such one, is what the user came for: it is told in full."""

_LINES = 40
"""Stories that get a line; the page lists all."""

_COLUMN = 4
_ROW_WORDS = 34
_VERDICT = 18

_LIMITS = Limits(
    statements=40,
    statements_alone=0,
    figures=40,
    figures_alone=0,
    events_alone=0,
    events=40,
    positions=20,
    copies=8,
    only=10,
    rows=8,
)

_STYLES = {
    "red": "bold red", "amber": "bold yellow", "violet": "bold magenta", "blue": "cyan", "green": "green", "grey": "dim",
}  # fmt: skip

_PLAIN_SIGNS = {
    "●": "x", "○": "o", "≠": "!", "≡": "=", "·": ".", "→": "->", "↔": "<->", "“": '"', "”": '"', "–": "-", "…": "...",
}  # fmt: skip
"""For terminals whose encoding has none of these."""


def show(readings: Sequence[Reading], problems: Sequence[Problem], console: Console, *, in_full: bool = False) -> None:
    """Print the readings: one story or a few with their weightiest findings, many with a line each; the problems at the end.

    Args:
        readings: any number, in any order.
        problems: what was passed over.
        console: to print to; its width and colours are respected.
        in_full: whether the one story, or the one large story of a few, is told from its brief to its copies.
    """
    told = sorted(
        (reading for reading in readings if len(reading.story.accounts) > 1),
        key=lambda reading: (-len(reading.story.accounts), reading.story.id),
    )
    alone = len(readings) - len(told)
    printer = _Printer(console)
    large = [reading for reading in told if len(reading.story.accounts) >= _LARGE]
    if len(readings) == 1 or len(told) == 1:
        (printer.story if in_full else printer.short_story)((told or list(readings))[0])
        alone -= not told
    elif len(told) <= _SHORT_STORIES:
        for reading in told:
            if large and reading is large[0] and len(large) == 1 and in_full:
                printer.story(reading)
            else:
                printer.short_story(reading, _FINDINGS if reading is told[0] or not large else _FINDINGS_OF_MORE)
    else:
        printer.lines([story_line(reading, "") for reading in told[:_LINES]], len(told))
    printer.alone(alone)
    printer.problems(problems)


def show_lines(lines: Sequence[StoryLine], problems: Sequence[Problem], console: Console) -> None:
    """Print a line for each of the largest stories, and the problems at the end; the readings need not be kept."""
    told = sorted((line for line in lines if line.n_articles > 1), key=lambda line: (-line.n_articles, line.id))
    printer = _Printer(console)
    printer.lines(told[:_LINES], len(told))
    printer.alone(len(lines) - len(told))
    printer.problems(problems)


class _Printer:
    """Prints parts of a summary to one console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._is_unicode = (console.encoding or "").lower().replace("-", "").startswith("utf")

    # ------------------------------------------------------------------------------------------ stories

    def story(self, reading: Reading) -> None:
        """One story in full."""
        limits = _LIMITS._replace(columns=max(3, (self._console.width - _ROW_WORDS - _VERDICT) // _COLUMN))
        view = story_view(reading, limits=limits, with_articles=False)
        self._head(view)
        self.line()
        self._brief(view)
        self._findings(view)
        if view.matrix:
            self._coverage(view.matrix)
        self._outlets(view)
        self._differences(view)
        self._framing(view)
        self._copies(view)
        self._by_hand(reading.corrections)

    def short_story(self, reading: Reading, n_findings: int = _FINDINGS) -> None:
        """One story with its weightiest findings, in a dozen lines at 80 columns."""
        view = story_view(reading, limits=_LIMITS, with_articles=False)
        self._head(view)
        for finding in top(view.findings, n_findings):
            self._hanging(4, (f"  {finding.name}  ", _STYLES[finding.kind.tone]), *_in_short(finding), most=2)
        if reading.corrections:
            failed = sum(bool(corrected.problem) for corrected in reading.corrections)
            counted = f"{len(reading.corrections) - failed} respected" + (f", {failed} not" if failed else "")
            self.line(f"  Corrected by hand: {counted}")
        self.line()

    def lines(self, lines: Sequence[StoryLine], total: int) -> None:
        """A line for each story: its size, its title, its weightiest finding."""
        self.line(f"{total:,} stories that two or more articles tell, with the number of articles", style="bold")
        for line in lines:
            title = f"“{_clip(line.title.text, 90)}”" if line.title.text else "no headline"
            self._hanging(6, (f"{line.n_articles:>4}  ", "bold"), title, *_weightiest(line))
        if total > len(lines):
            self.line(f"… and {total - len(lines):,} more on the page.", style="dim")
        self.line()

    def alone(self, n_articles: int) -> None:
        """How many articles have no story with others."""
        if n_articles:
            self.line(f"{n_articles:,} article{'' if n_articles == 1 else 's'} that no other goes with.", style="dim")

    def problems(self, problems: Sequence[Problem]) -> None:
        """What was passed over."""
        if problems:
            self.line(f"Passed over: {len(problems)}", style="bold")
            for problem in problems:
                self._hanging(2, "  ", str(problem))

    # ------------------------------------------------------------------------------------------ parts of a story

    def _head(self, view: StoryView) -> None:
        title = f"“{_shown(view.title)}”" if view.title_cite else "A story without a headline"
        self.line(title, style="bold")
        facts = [
            ("–".join(view.days) if view.days else "day not known").replace("-", "–"),
            f"{view.n_articles} article{'' if view.n_articles == 1 else 's'}",
            f"{view.independent} independent account{'' if view.independent == 1 else 's'}",
        ]
        if view.n_opinions:
            facts.append(f"{view.n_opinions} opinion")
        if view.n_duplicates:
            facts.append(f"{view.n_duplicates} given twice")
        answer = f" · Do they agree? {view.agreement.answer}" if view.n_articles > 1 else ""
        self._hanging(0, (" · ".join(facts), "dim"), (answer, "bold"))

    def _brief(self, view: StoryView) -> None:
        if view.brief:
            self._title("In brief")
            for sentence in view.brief:
                self._hanging(2, "  ", f"{_shown(sentence.words)} ", (_numbers((sentence.cite,)), "dim"))
            self.line()

    def _findings(self, view: StoryView) -> None:
        if not view.findings:
            return
        self._title("What to look at first")
        for finding in top(view.findings, _FINDINGS):
            kind = f"  {finding.name}  "
            self._hanging(4, (kind, _STYLES[finding.kind.tone]), *_finding(finding), (f"  {finding.ref}", "dim"))
        self.line()

    def _coverage(self, matrix: MatrixView) -> None:
        self._title("Who tells what")
        table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, collapse_padding=True)
        overflow: OverflowMethod = "ellipsis" if self._is_unicode else "crop"
        digits = max(2, *(len(str(column.tags[0].number)) for column in matrix.columns))
        room = self._console.width - len(matrix.columns) * (digits + 1) - _VERDICT - 1
        table.add_column("", width=room, overflow=overflow, no_wrap=True)
        for column in matrix.columns:
            table.add_column(self._text(str(column.tags[0].number)), width=digits, justify="right", no_wrap=True)
        table.add_column("", width=_VERDICT, overflow=overflow, no_wrap=True)
        cells = labels()["cells"]
        for _, rows in matrix.sections:
            for row in rows:
                about = f"{row.about}: " if row.about else ""
                words = self._text(f"  {row.ref:<4}", (about, "bold"), row.words.text)
                marks = [self._text((cells[cell.state]["mark"], _cell_style(cell.state))) for cell in row.cells]
                table.add_row(words, *marks, self._verdict(row.verdict))
        self._console.print(table)
        self._hanging(2, "  ", ("  ".join(f"{cell['mark']} {cell['text']}" for cell in cells.values()), "dim"))
        hidden = matrix.hidden_columns, matrix.hidden_rows
        if any(hidden):
            self.line(f"  not shown: {hidden[0]} outlets, {hidden[1]} rows", style="dim")
        self.line()

    def _outlets(self, view: StoryView) -> None:
        names = (f"[{tag.number}] {_clip(tag.outlet, 40)}" for tag in view.tags[:30])
        more = f" and {len(view.tags) - 30} more" if len(view.tags) > 30 else ""
        self._hanging(2, ("  " + "  ".join(names) + more, "dim"))
        self.line()

    def _differences(self, view: StoryView) -> None:
        statements = [s for s in view.statements if s.turns or s.verdict.key in ("altered", "cut", "conflict")]
        figures = [f for f in view.figures if f.verdict.key not in ("same", "single")]
        if statements or figures:
            self._title("Where they differ")
        for statement in sorted(statements, key=lambda s: (not s.turns, s.verdict.key == "cut"))[:_DIFFERENCES]:
            self._statement(statement)
        for figure in sorted(figures, key=lambda f: f.verdict.key == "compatible")[:_DIFFERENCES]:
            self._figure(figure)
        left = max(0, len(statements) - _DIFFERENCES) + max(0, len(figures) - _DIFFERENCES)
        if left:
            self.line(f"  {left} more on the page", style="dim")
        if statements or figures:
            self.line()

    def _statement(self, view: StatementView) -> None:
        speaker = view.speaker.name if view.speaker else "speaker not known"
        turned = [("  sense may turn", _STYLES["red"])] if view.turns else []
        self._hanging(4, f"  {view.ref}  ", (speaker, "bold"), "  ", self._verdict(view.verdict), *turned)
        others = sorted(view.tellings[1:], key=lambda telling: not departs(telling.pieces))
        for telling in (view.tellings[0], *others[: _TELLINGS - 1]):
            self._hanging(8, "      ", *_wording(telling), (f" {_numbers(telling.cites)}", "dim"))
        self._reason(view.reason)

    def _figure(self, view: FigureView) -> None:
        self._hanging(4, f"  {view.ref}  ", (_clip(_shown(view.what), 60), "bold"), "  ", self._verdict(view.verdict))
        told = [f"{_shown(row.printed)} {_numbers(row.cites)}" for row in view.rows]
        self._hanging(8, "      ", " · ".join(told))
        self._reason(view.reason)

    def _reason(self, reason: str) -> None:
        if reason:
            self._hanging(8, "      ", (reason, "dim"))

    def _copies(self, view: StoryView) -> None:
        if not view.lineages and not view.copies:
            return
        self._title("Who shares whose text")
        for family in view.lineages[:_COPIES]:
            origin = family.origin or (f"[{family.origin_tag.number}]" if family.origin_tag else "")
            numbers = " ".join(f"[{tag.number}]" for tag in family.tags[:20])
            self._hanging(4, f"  {numbers} count as one account" + (f"; origin: {origin}" if origin else ""))
            self._reason(family.reason)
        for copy in view.copies[:_COPIES]:
            cites = [cite for telling in copy.tellings for cite in telling.cites]
            words = " ".join(piece.text for piece in copy.tellings[0].pieces)
            self._hanging(6, f"  {copy.ref}  {copy.n_words} words {_numbers(cites)}: ", _clip(words, 120))
        left = max(0, len(view.lineages) - _COPIES) + max(0, len(view.copies) - _COPIES)
        if left:
            self.line(f"  {left} more on the page", style="dim")
        self.line()

    def _framing(self, view: StoryView) -> None:
        told = [(choice.name or choice.about, choice.labels) for choice in view.framing.choices[:_FRAMINGS]]
        told += [(f"{c.ref} {c.speaker}", c.verbs) for c in view.framing.contrasts[:_FRAMINGS]]
        if not told:
            return
        self._title("How they put it")
        for name, usages in told:
            words = "; ".join(f"“{usage.label}” {_numbers(usage.cites)}" for usage in usages[:_DIFFERENCES])
            self._hanging(6, f"  {name}: ", words)
        self.line()

    def _by_hand(self, corrections: Sequence[Corrected]) -> None:
        if not corrections:
            return
        self._title("Corrected by hand")
        for corrected in corrections[:_LINES]:
            said = corrected.correction
            parts = (said.verdict or said.speaker or "", said.by, said.on, f"“{said.note}”" if said.note else "")
            told = ", ".join(part for part in (f"{said.say} ({said.of})", *parts) if part)
            self._hanging(4, "  ", told, f": not respected, {corrected.problem}" if corrected.problem else "")
        self.line()

    # ------------------------------------------------------------------------------------------ lines

    def _verdict(self, label: Label) -> Text:
        return self._text((f"{label.mark} {label.text}", _STYLES[label.tone]))

    def _title(self, words: str) -> None:
        self.line(words, style="bold")

    def line(self, words: str = "", *, style: str = "") -> None:
        """A line of its own."""
        self._console.print(self._text((words, style)))

    def _hanging(self, indent: int, *parts: str | Text | tuple[str, str], most: int | None = None) -> None:
        """A paragraph whose further lines are indented; with ``most``, cut after so many lines."""
        text = self._text(*parts)
        lines = list(text.wrap(self._console, max(20, self._console.width - indent))) or [text]
        if most is not None and len(lines) > most:
            lines[most - 1].rstrip()
            lines[most - 1].right_crop(1)
            lines[most - 1].append(self._safe("…"))
        first, *rest = lines[:most]
        self._console.print(first, soft_wrap=True)
        for further in rest:
            self._console.print(Text.assemble(" " * indent, further), soft_wrap=True)

    def _text(self, *parts: str | Text | tuple[str, str]) -> Text:
        """Text in which nothing of an article is markup, a control code or a character that the terminal lacks."""
        text = Text()
        for part in parts:
            if isinstance(part, Text):
                text.append_text(part)
            elif isinstance(part, str):
                text.append(self._safe(part))
            else:
                text.append(self._safe(part[0]), style=part[1])
        return text

    def _safe(self, words: str) -> str:
        words = neutral(words)
        if self._is_unicode:
            return words
        for sign, plain in _PLAIN_SIGNS.items():
            words = words.replace(sign, plain)
        return words.encode(self._console.encoding, "replace").decode(self._console.encoding)


def _shown(words: Words) -> str:
    return ("… " if words.before else "") + words.text + (" …" if words.clipped or words.after else "")


def _clip(text: str, limit: int) -> str:
    limit = max(limit, 12)
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit // 2, limit - 1)
    return text[: cut if cut > 0 else limit - 1].rstrip() + "…"


def _numbers(cites: Iterable[Cite]) -> str:
    numbers = list(dict.fromkeys(cite.number for cite in cites))
    return "".join(f"[{number}]" for number in numbers[:8]) + ("…" if len(numbers) > 8 else "")


def _cell_style(state: str) -> str:
    return {"otherwise": _STYLES["red"], "silent": "dim"}.get(state, "")


def _wording(telling: Telling) -> Iterator[str | tuple[str, str]]:
    is_direct = telling.mode == labels()["modes"]["direct"]
    if telling.note:
        yield (f"{telling.note}: " if telling.pieces else telling.note, "dim")
    if is_direct:
        yield "“"
    yield from (_signed(piece) for piece in telling.pieces)
    if is_direct:
        yield "”"


def _signed(piece: Piece) -> str | tuple[str, str]:
    if piece.kind == "gap":
        return " … "
    if piece.kind == "skip":
        return (f"[-{piece.n_words} words-]", "dim")
    if piece.kind == "gone":
        return (f"[-{piece.text}-]", _STYLES["red"] if piece.turns else "dim")
    if piece.kind == "new":
        return (f"{{+{piece.text}+}}", _STYLES["red"] if piece.turns else _STYLES["amber"])
    return (piece.text, "bold" if piece.turns or piece.kind == "key" else "")


def _in_short(finding: FindingView) -> Iterator[str | tuple[str, str]]:
    """What it is about, and what the accounts say, with an outlet for each: two lines at 80 columns."""
    if finding.about:
        yield (f"{_clip(finding.about, 40)}: ", "bold")
    if finding.kind.key in ("disputed", "denied", "reversal"):
        yield from _sides(finding)
        return
    is_wording = finding.kind.key in ("turned", "altered")
    tellings = finding.tellings[1:2] if is_wording and len(finding.tellings) > 1 else finding.tellings[:_TELLINGS]
    if is_wording and not any(piece.kind in ("gone", "new") for piece in tellings[0].pieces):  # words at an edge are left out
        tellings = finding.tellings[:2]
    if any(piece.kind == "key" for piece in tellings[0].pieces):
        tellings = tuple(telling for telling in tellings if telling.is_fullest) or tellings
    room = 156 // len(tellings) - 32
    if len(tellings) >= _TELLINGS:  # there is no room for what it is about, and enough words to know
        room += 12
    elif finding.quoted:
        yield f"{_clip(_shown(finding.quoted), 36)}: "
    for number, telling in enumerate(tellings):
        yield " · " if number else ""
        yield from _wording(Telling(telling.cites, _clipped(telling.pieces, room), telling.mode, telling.note))
        yield (f" ({_outlets_of(telling.cites)})" if telling.cites else "", "dim")


def _sides(finding: FindingView) -> Iterator[str | tuple[str, str]]:
    first = finding.tellings[0]
    said = _shown(finding.quoted) if finding.quoted else "".join(piece.text for piece in first.pieces)
    yield f"{_clip(said, 50)} · "
    yield ", ".join(f"{_clip(telling.who, 30)} {telling.note}" for telling in finding.tellings[:2])
    yield (f" ({_outlets_of([cite for telling in finding.tellings for cite in telling.cites])})", "dim")


def _outlets_of(cites: Iterable[Cite]) -> str:
    """The first outlet by name and the number of the other articles."""
    names = list({cite.number: cite.outlet for cite in cites}.values())
    return _clip(names[0], 24) + (f" +{len(names) - 1}" if len(names) > 1 else "")


def _clipped(pieces: Sequence[Piece], room: int) -> tuple[Piece, ...]:
    """Pieces in some ``room`` of characters: what differs is kept, with the words next to it."""
    if sum(len(piece.text) for piece in pieces) <= room:
        return tuple(pieces)
    if len(pieces) == 1:
        return (pieces[0]._replace(text=_clip(pieces[0].text, room)),)
    if any(piece.kind == "key" for piece in pieces):
        return _near_the_key(pieces, room)
    return tuple(piece._replace(text=_middle(piece.text)) if piece.kind in ("same", "own") else piece for piece in pieces)


def _near_the_key(pieces: Sequence[Piece], room: int) -> tuple[Piece, ...]:
    """The words that it is about with what stands right after them, and before them as far as there is room."""
    at = next(k for k, piece in enumerate(pieces) if piece.kind == "key")
    after = "".join(piece.text for piece in pieces[at + 1 :])
    left = max(0, room - len(pieces[at].text))
    return pieces[at], Piece("same", _clip(after, left) if len(after) <= left or left > 12 else "")


def _middle(text: str) -> str:
    """A long run of words by its last ones before, and its first ones after what differs."""
    if len(text) <= _NEAR:
        return text
    return f"{text[: _NEAR // 3].rsplit(' ', 1)[0]} … {text[-_NEAR // 2 :].split(' ', 1)[-1]}"


def _finding(finding: FindingView) -> Iterator[str | tuple[str, str]]:
    if finding.about:
        yield (f"{finding.about}: ", "bold")
    if finding.quoted:
        yield f"{_clip(_shown(finding.quoted), 90)}: "
    for number, telling in enumerate(finding.tellings[:_TELLINGS]):
        if number:
            yield " · "
        if telling.who:
            yield f"{telling.who} "
        yield from _shortened(telling)
        yield (f" {_numbers(telling.cites)}", "dim")


def _shortened(telling: Telling) -> Iterator[str | tuple[str, str]]:
    """A wording with its long stretches of same words cut in the middle: what differs must stay in sight."""
    kept = tuple(
        piece._replace(text=f"{piece.text[:40].rsplit(' ', 1)[0]} … {piece.text[-25:].split(' ', 1)[-1]}")
        if piece.kind in ("same", "own") and len(piece.text) > 90
        else piece
        for piece in telling.pieces
    )
    yield from _wording(Telling(telling.cites, kept, mode=telling.mode, note=telling.note))


def _weightiest(line: StoryLine) -> Iterator[str | tuple[str, str]]:
    if line.finding is None:
        return
    yield (f"  {line.finding.kind.text}", _STYLES[line.finding.kind.tone])
    about = line.finding.about or (_shown(line.finding.quoted) if line.finding.quoted else "")
    if about or line.finding.tellings:
        said = "".join(piece.text for piece in line.finding.tellings[0].pieces if piece.kind != "gone")
        yield f" {_clip(about or said, 50)}"

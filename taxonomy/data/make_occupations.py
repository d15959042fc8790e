#!/usr/bin/env python3
"""Keeps occupations.tsv in step with a list of NCO-2015 codes, and checks the tables of trades.

    make_occupations.py TABLES --source occupations.csv   add the codes that the table lacks
    make_occupations.py TABLES --check                    check every table, change nothing

TABLES is the folder that holds the tables. The source is a CSV with the columns nco_code and title.
Rows that the table already has are never changed: families, sectors and completed titles are kept
by hand in the table. A title that differs from the source's is listed, so a reader can judge it.
Exit status: 0 all good, 1 a check failed, 2 wrong use. Output depends on the input files only.
"""

import argparse
import collections
import csv
import pathlib
import re
import sys
import unicodedata

SECTORS = {
    "", "Agriculture", "Apparel", "Automobile & Transportation", "Beauty & Wellness",
    "Capital Goods & Manufacturing", "Construction", "Domestic & Household Workers", "Education",
    "Electronics & HW", "Food Industry", "Gems & Jewellery", "Glass & Ceramics",
    "Handicrafts & Carpets", "Healthcare", "Leather", "Mining", "Miscellaneous", "Music & Media",
    "Office Administration", "Printing", "Private Security", "Professionals", "Retail", "Service",
    "Textile & Handloom", "Tobacco", "Tourism & Hospitality", "Wood & Carpentry",
}
SCRIPTS = {"en": "LATIN", "hi": "DEVANAGARI", "hi-Latn": "LATIN", "bn": "BENGALI", "ta": "TAMIL",
           "te": "TELUGU", "mr": "DEVANAGARI", "gu": "GUJARATI", "kn": "KANNADA",
           "ml": "MALAYALAM", "pa": "GURMUKHI", "or": "ORIYA", "ur": "ARABIC", "as": "BENGALI",
           "ne": "DEVANAGARI", "bn-Latn": "LATIN", "ta-Latn": "LATIN", "te-Latn": "LATIN",
           "mr-Latn": "LATIN"}
TRADE_LANGUAGES = list(SCRIPTS)
HEADERS = {
    "occupations.tsv": ["code", "title", "title_state", "sector"],
    "trade_names.tsv": ["code", "language", "name", "use", "sure", "checked_by"],
    "ambiguous_words.tsv": ["word", "language", "codes", "note"],
    "related_trades.tsv": ["from", "to", "weight", "reason"],
    "skills.tsv": ["code", "name", "name_hi", "names_hi_latn", "kind"],
    "occupation_skills.tsv": ["occupation", "skill", "relation"],
    "related_skills.tsv": ["from", "to", "weight"],
    "licences.tsv": ["code", "bit", "name", "name_hi"],
    "languages.tsv": ["tag", "bit", "name", "own_name"],
    "education.tsv": ["level", "code", "name", "name_hi"],
}
# Up to this code some names are a trade's as well ("chinai"); the trade is then understood.
OLD_SKILLS = "S0503"
CODE = re.compile(r"\d{4}(\.\d{4})?")
CUT_END = re.compile(r"(,|/|&|-|–| and| of| for| in| the| or| to| with| by)$")
DOUBLED_CAPITAL = re.compile(r"^([A-Z])\1(?=[a-z])")
RESIDUAL_END = re.compile(r"\bothers?$", re.IGNORECASE)


def clean_title(text):
    """The source's title without its scanning slips: doubled first letter, stray quote, spaces."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return DOUBLED_CAPITAL.sub(r"\1", text.rstrip('"'))


def looks_cut(code, title):
    """True where the title ends at a line break, or a residual code (.9900) lacks its Other."""
    if CUT_END.search(title) or title.count("(") != title.count(")"):
        return True
    return code.endswith(".9900") and "Other" not in title and not RESIDUAL_END.search(title)


class Tables:
    """Rows of every table, with the complaints found on the way."""

    def __init__(self, folder):
        self.folder = folder
        self.complaints = []
        self.rows = {name: self.read(name) for name in HEADERS}

    def complain(self, name, row_number, what):
        self.complaints.append(f"{name}:{row_number}: {what}")

    def read(self, name):
        path = self.folder / name
        if not path.exists():
            self.complain(name, 0, "missing")
            return []
        data = path.read_bytes()
        if data.startswith(b"\xef\xbb\xbf") or b"\r" in data or not data.endswith(b"\n"):
            self.complain(name, 0, "wants UTF-8 without mark, LF, and a last line end")
        lines = data.decode("utf-8").split("\n")[:-1]
        if lines[0].split("\t") != HEADERS[name]:
            self.complain(name, 1, "wrong header")
        rows = []
        for number, line in enumerate(lines[1:], start=2):
            fields = line.split("\t")
            if len(fields) != len(HEADERS[name]):
                self.complain(name, number, f"{len(fields)} fields")
                continue
            for field in fields:
                if field != field.strip() or "  " in field:
                    self.complain(name, number, f"spaces in {field!r}")
                if field != unicodedata.normalize("NFC", field):
                    self.complain(name, number, f"not NFC: {field!r}")
            rows.append((number, dict(zip(HEADERS[name], fields))))
        return rows

    def unique(self, name, key, what):
        seen = {}
        for number, row in self.rows[name]:
            value = key(row)
            if value in seen:
                self.complain(name, number, f"{what} {value!r} is also on line {seen[value]}")
            seen.setdefault(value, number)
        return seen

    def one_of(self, name, column, allowed):
        for number, row in self.rows[name]:
            if row[column] not in allowed:
                self.complain(name, number, f"{column} {row[column]!r} is not known")

    def sorted_by(self, name, key):
        keys = [key(row) for _, row in self.rows[name]]
        for i in range(1, len(keys)):
            if keys[i] < keys[i - 1]:
                self.complain(name, self.rows[name][i][0], f"out of order: {keys[i]!r}")

    def whole_number(self, name, column, low, high):
        for number, row in self.rows[name]:
            if not re.fullmatch(r"\d+", row[column]) or not low <= int(row[column]) <= high:
                self.complain(name, number, f"{column} {row[column]!r} is not in {low}..{high}")


def in_script(text, language):
    """True when every letter of the text belongs to the script of its language."""
    return all(unicodedata.name(letter, "").startswith(SCRIPTS[language])
               for letter in text if letter.isalpha())


def check_occupations(tables):
    name = "occupations.tsv"
    codes = set(tables.unique(name, lambda row: row["code"], "code"))
    tables.sorted_by(name, lambda row: row["code"])
    tables.one_of(name, "title_state", {"official", "cut", "isco"})
    tables.one_of(name, "sector", SECTORS)
    for number, row in tables.rows[name]:
        if not CODE.fullmatch(row["code"]):
            tables.complain(name, number, f"code {row['code']!r}")
        if row["code"][:4] not in codes:
            tables.complain(name, number, "its family is missing")
        if not row["title"]:
            tables.complain(name, number, "no title")
        if row["title_state"] == "official" and looks_cut(row["code"], row["title"]):
            tables.complain(name, number, f"looks cut: {row['title']!r}")
    return codes


def check_trade_names(tables, codes):
    name = "trade_names.tsv"
    tables.one_of(name, "code", codes)
    tables.one_of(name, "language", set(TRADE_LANGUAGES))
    tables.one_of(name, "use", {"label", "alias", "never_display"})
    tables.one_of(name, "sure", {"seen", "own"})
    tables.unique(name, lambda row: (row["language"], row["name"].casefold()), "name")
    tables.sorted_by(name, lambda row: (row["code"], TRADE_LANGUAGES.index(row["language"]),
                                        row["use"] != "label"))
    labels = {}
    for number, row in tables.rows[name]:
        if not row["name"] or not row["checked_by"]:
            tables.complain(name, number, "name and checked_by may not be empty")
        if not in_script(row["name"], row["language"]):
            tables.complain(name, number, f"{row['name']!r} is in another script")
        if row["use"] == "label":
            key = (row["code"], row["language"])
            if key in labels:
                tables.complain(name, number, f"second label of {key}")
            labels[key] = number
    for code in sorted({row["code"] for _, row in tables.rows[name]}):
        for language in ("en", "hi"):
            if (code, language) not in labels:
                tables.complain(name, 0, f"{code} has no {language} label")


def check_ambiguous_words(tables, codes):
    name = "ambiguous_words.tsv"
    words = tables.unique(name, lambda row: (row["language"], row["word"].casefold()), "word")
    tables.one_of(name, "language", set(TRADE_LANGUAGES))
    for number, row in tables.rows[name]:
        choices = row["codes"].split(";")
        if len(choices) < 2 or len(set(choices)) != len(choices) or not set(choices) <= codes:
            tables.complain(name, number, f"codes {row['codes']!r}")
        if not in_script(row["word"], row["language"]):
            tables.complain(name, number, f"{row['word']!r} is in another script")
    for number, row in tables.rows["trade_names.tsv"]:
        if (row["language"], row["name"].casefold()) in words:
            tables.complain("trade_names.tsv", number, f"{row['name']!r} is an ambiguous word")


def check_related(tables, name, known, low, high):
    tables.one_of(name, "from", known)
    tables.one_of(name, "to", known)
    tables.whole_number(name, "weight", low, high)
    tables.unique(name, lambda row: (row["from"], row["to"]), "pair")
    tables.sorted_by(name, lambda row: (row["from"], row["to"]))
    for number, row in tables.rows[name]:
        if row["from"] == row["to"]:
            tables.complain(name, number, "relates to itself")
        if name == "related_trades.tsv":
            if row["from"][:4] == row["to"][:4]:
                tables.complain(name, number, "says what the shared family says already")
            if not row["reason"].endswith("."):
                tables.complain(name, number, "reason is not a sentence")


def check_skill_names(tables):
    """A name belongs to one skill only, and no romanised one is a trade's or an ambiguous word."""
    name = "skills.tsv"
    tables.unique(name, lambda row: row["name"].casefold(), "name")
    tables.unique(name, lambda row: row["name_hi"], "name_hi")
    trades = {row["name"].casefold(): row["code"] for _, row in tables.rows["trade_names.tsv"]}
    ambiguous = {row["word"].casefold() for _, row in tables.rows["ambiguous_words.tsv"]}
    owners = {}
    for number, row in tables.rows[name]:
        for latin in row["names_hi_latn"].split(";"):
            if not re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", latin):
                tables.complain(name, number, f"romanised name {latin!r}")
            if owners.setdefault(latin, row["code"]) != row["code"]:
                tables.complain(name, number, f"{latin!r} is {owners[latin]} already")
            if row["code"] > OLD_SKILLS and (latin in trades or latin in ambiguous):
                tables.complain(name, number, f"{latin!r} is a trade's name as well")
        if not in_script(row["name"], "en") or not in_script(row["name_hi"], "hi"):
            tables.complain(name, number, "name or name_hi is in another script")


def check_skills(tables, codes):
    skills = set(tables.unique("skills.tsv", lambda row: row["code"], "code"))
    check_skill_names(tables)
    tables.sorted_by("skills.tsv", lambda row: row["code"])
    tables.one_of("skills.tsv", "kind", {"skill", "tool", "machine", "licence", "certificate",
                                         "knowledge"})
    for number, row in tables.rows["skills.tsv"]:
        if not re.fullmatch(r"S\d{4}", row["code"]) or not row["name"] or not row["name_hi"]:
            tables.complain("skills.tsv", number, "code, name and name_hi must be there")
    name = "occupation_skills.tsv"
    tables.one_of(name, "occupation", codes)
    tables.one_of(name, "skill", skills)
    tables.one_of(name, "relation", {"essential", "optional"})
    tables.unique(name, lambda row: (row["occupation"], row["skill"]), "pair")
    tables.sorted_by(name, lambda row: row["occupation"])
    check_related(tables, "related_skills.tsv", skills, 100, 500)
    counts = collections.Counter(row["occupation"] for _, row in tables.rows[name])
    for code in sorted({row["code"] for _, row in tables.rows["trade_names.tsv"]}):
        if counts[code] > 15:
            tables.complain(name, 0, f"{code} has {counts[code]} skills, wants at most 15")
    linked = {row["skill"] for _, row in tables.rows[name]}
    for code in sorted(skills - linked):
        tables.complain("skills.tsv", 0, f"{code} belongs to no occupation")


def check_small_tables(tables):
    for name, key, number, low, high in (("licences.tsv", "code", "bit", 0, 15),
                                         ("languages.tsv", "tag", "bit", 0, 31),
                                         ("education.tsv", "code", "level", 1, 9)):
        tables.unique(name, lambda row: row[key], key)
        tables.unique(name, lambda row: row[number], number)
        tables.whole_number(name, number, low, high)
        tables.sorted_by(name, lambda row: int(row[number]))


def check(folder):
    tables = Tables(folder)
    codes = check_occupations(tables)
    check_trade_names(tables, codes)
    check_ambiguous_words(tables, codes)
    check_related(tables, "related_trades.tsv", codes, 100, 700)
    check_skills(tables, codes)
    check_small_tables(tables)
    for complaint in tables.complaints:
        print(complaint)
    for name in HEADERS:
        print(f"{name}: {len(tables.rows[name])} rows")
    return 1 if tables.complaints else 0


def update(folder, source):
    """Adds the source's new codes to occupations.tsv and lists the titles that differ."""
    path = folder / "occupations.tsv"
    table = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").split("\n")[1:-1]:
            fields = line.split("\t")
            table[fields[0]] = fields
    with open(source, encoding="utf-8", newline="") as file:
        titles = {row["nco_code"]: clean_title(row["title"]) for row in csv.DictReader(file)}
    added = 0
    for code, title in sorted(titles.items()):
        family = table.get(code[:4])
        if code in table:
            if not table[code][1].casefold().startswith(title.rstrip(" ,/").casefold()):
                print(f"{code}: table {table[code][1]!r}, source {title!r}")
        elif family is None:
            print(f"{code}: not added, family {code[:4]} has no row")
        else:
            state = "cut" if looks_cut(code, title) else "official"
            table[code] = [code, title, state, family[3]]
            added += 1
    lines = ["\t".join(HEADERS["occupations.tsv"])]
    lines += ["\t".join(fields) for _, fields in sorted(table.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(table)} rows, {added} added, {len(set(table) - set(titles))} not in the source")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", type=pathlib.Path, help="folder of the tables")
    parser.add_argument("--source", type=pathlib.Path, help="CSV of NCO-2015 codes and titles")
    parser.add_argument("--check", action="store_true", help="check the tables, change nothing")
    arguments = parser.parse_args()
    if arguments.check == (arguments.source is not None):
        parser.error("give either --source or --check")
    return check(arguments.tables) if arguments.check else update(arguments.tables, arguments.source)


if __name__ == "__main__":
    sys.exit(main())

"""The tools' answers against the second oracle: a small registry, some hundred random questions both ways, and
every ref, score, part and count of every answer worked out anew from the records.

    oracle_test.py BIN_DIR TABLES_DIR [SEED]
"""

import csv
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

import formula
import question as questions
import registry
from tables import Tables

AS_OF = "2026-11-25"
WORKERS, OPENINGS = 2400, 1500
QUESTIONS = 120  # each way
TRADES = ["7112.0200", "7112.0100", "7112", "7115.0100", "9313.0301", "7126.0101", "2142.0100", "3112.0100",
          "8332.0100", "9211.0200", "9313"]
PINS = [201301, 201303, 201310, 110001, 110092, 121001, 122001, 800001, 226001, 600001]
SKILLS = ["S0001", "S0002", "S0003", "S0004", "S0005", "S0006", "S0007", "S0008", "S0636", "S0657"]
DISTRICTS = [144, 79, 795]
WORDS = ["occupation_text", "secondary_occupation_text", "skills_text", "occupations_text"]


class Chance(random.Random):
    def one_in(self, n):
        return self.randrange(n) == 0

    def some(self, values, most):
        return [self.choice(values) for _ in range(self.randrange(most + 1))]

    def day(self, before, after):
        day = datetime.date.fromisoformat(AS_OF) + datetime.timedelta(self.randint(-before, after))
        return day.isoformat()


def crowd_worker(chance, row):
    """Moves half of a registry that is spread over India to a few trades, places and skills."""
    if chance.one_in(2):
        row["occupation"] = chance.choice(TRADES)
        row["secondary_occupation"] = chance.choice(TRADES) if chance.one_in(3) else ""
        row["wanted_occupations"] = ";".join(chance.some(TRADES, 2)) if chance.one_in(4) else ""
    if chance.one_in(2):
        for field in ("state", "district", "subdistrict"):
            row[f"current_{field}"] = ""
        row["current_pin"] = chance.choice(PINS)
    if chance.one_in(2):
        held = {skill: chance.choice(["", ":1", ":2", ":3", "::certified"])
                for skill in chance.some(SKILLS, 5)}
        row["skills"] = ";".join(skill + level for skill, level in held.items())
    if chance.one_in(2):
        row["consents"] = "visible_to_employers:2026-01-01" + (
            "::2026-12-01" if chance.one_in(5) else ":2026-11-20" if chance.one_in(20) else "")
    if chance.one_in(10):
        row["move_states"] = ";".join(chance.some(["9", "7"], 2))
    if chance.one_in(12):
        row["move_districts"] = ";".join(map(str, chance.some(DISTRICTS, 3)))
    if chance.one_in(6):
        row["licences"] = ";".join(set(chance.some(["LMV", "HMV"], 2)))
    if chance.one_in(5):
        row["available_from"], row["available_until"] = "", chance.day(20, 200)
        row["available_months"] = ";".join(map(str, sorted(set(chance.some(range(1, 13), 4)))))
    if chance.one_in(4):
        row[chance.choice(["birth_date", "education", "languages", "confirmed", "radius_km"])] = ""


def crowd_opening(chance, row):
    if chance.one_in(2):
        row["occupations"] = ";".join(f"{trade}:{heads}:{chance.randint(0, heads)}"
                                      for trade in [chance.choice(TRADES)] + chance.some(TRADES, 5)
                                      for heads in [chance.randint(1, 4)])
    if chance.one_in(2):
        row["sites"] = ";".join(f"pin:{pin}" for pin in chance.some(PINS, 6))
    if chance.one_in(2):
        row["skills"] = ";".join(skill + chance.choice(["", "::30", "::50:2", ":must", ":::1"])
                                 for skill in sorted(set(chance.some(SKILLS, 3))))
    if chance.one_in(8):
        row["sites"] = ";".join(f"district:{code}" for code in chance.some(DISTRICTS, 2))
    if chance.one_in(40):
        row["fee_from_worker"] = "100"


def crowd(chance, path, change):
    """The same registry with fewer trades and places, some things left out, and no free text."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(chance, row)
        for name in WORDS:
            if name in row:
                row[name] = ""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def random_wage(chance):
    unit = chance.choice(["hour", "day", "day", "day", "week", "month", "piece"])
    amount = {"hour": 80, "day": 600, "week": 3600, "month": 15000, "piece": 12}[unit]
    wage = {"amount": amount * chance.randint(70, 130) / 100, "unit": unit}
    if unit == "piece":
        wage["pieces_a_day"] = chance.randint(20, 80)
    if chance.one_in(3):
        wage["hours_a_day"] = chance.randint(4, 12)
    if chance.one_in(3):
        wage["days_a_week"] = chance.randint(4, 7)
    return wage


def random_place(chance, tables):
    kind = chance.randrange(8)
    if kind == 0:
        return {"lgd_district": chance.choice(DISTRICTS)}
    if kind == 1:
        pin = tables.places["pin", chance.choice(PINS)]
        return {"lat": round(pin.lat / 1e6 + chance.random() / 10, 4),
                "lon": round(pin.lon / 1e6 + chance.random() / 10, 4)}
    if kind == 2:
        return {"pin": chance.choice(tables.pins).code}
    return {"pin": chance.choice(PINS)}


def random_question(chance, tables, workers_asked, refs):
    asked = {"as_of": chance.day(20, 20), "limit": chance.choice([1, 5, 20, 40, 100])}
    trades = list(dict.fromkeys(chance.some(TRADES, 3) if chance.one_in(4) else [chance.choice(TRADES)]))
    if chance.one_in(8):
        trades = []
    skills = {skill: {"code": skill} for skill in chance.some(SKILLS, 4)}
    for skill in skills.values():
        if chance.one_in(5):
            skill["must"] = True
        if chance.one_in(2):
            skill["weight"] = chance.randint(1, 100)
        if chance.one_in(3):
            skill["level"] = chance.randint(1, 3)
    wanted = [] if workers_asked else chance.some(TRADES, 2)
    occupations = [{"code": code} for code in trades]
    if chance.one_in(4):
        code = chance.choice(TRADES)
        if not any(one == code or one[:4] == code for one in trades + wanted):
            occupations.append({"code": code, "must_not": True})
    if chance.one_in(4):
        code = chance.choice(SKILLS)
        if code not in skills:
            skills[code] = {"code": code, "must_not": True}
    asked["occupations"] = occupations
    asked["skills"] = list(skills.values())
    if wanted:
        asked["wanted"] = [{"code": code} for code in wanted]
    names_work = trades or wanted or any("must_not" not in skill for skill in skills.values())
    if not names_work or not chance.one_in(5):
        asked["place"] = random_place(chance, tables)
        if chance.one_in(4):
            asked["places"] = [random_place(chance, tables) for _ in range(chance.randint(1, 4))]
        if chance.one_in(3):
            asked["radius_km"] = chance.choice([5, 10, 30, 100, 500, 2000])
    if chance.one_in(2):
        asked["wage"] = random_wage(chance)
    if chance.one_in(3):
        asked["experience_months"] = chance.randint(0, 90)
    if chance.one_in(4):
        asked["education"] = chance.randint(1, 9)
    if chance.one_in(3):
        asked["languages"] = list(set(chance.some(["hi", "bn", "ta", "en"], 3)))
    if chance.one_in(6):
        asked["licences"] = [chance.choice(["LMV", "HMV"])]
    if chance.one_in(3):
        asked["shift"] = chance.choice(list(registry.SHIFTS))
    if chance.one_in(3):
        asked["offers" if workers_asked else "requirements"] = chance.some(list(registry.AMENITIES), 3)
    if not workers_asked and chance.one_in(8):
        asked["must_requirements"] = chance.some(list(registry.AMENITIES), 1)
    if not workers_asked and chance.one_in(12):
        asked["inclusive_only"] = True
    if chance.one_in(3):
        asked["start"] = chance.day(30, 90)
        if workers_asked and chance.one_in(2):
            asked["duration_days"] = chance.randint(1, 500)
    if not workers_asked and chance.one_in(2):
        asked["available"] = {"months": chance.some(range(1, 13), 4)}
        if chance.one_in(2):
            asked["available"]["until"] = "2027-0%d-15" % chance.randint(3, 9)
        if "start" not in asked and chance.one_in(2):
            asked["available"]["from"] = chance.day(10, 60)
    if chance.one_in(3):
        asked["exclude"] = {"refs": chance.some(refs, 200)}
        if not workers_asked:
            asked["exclude"]["employers"] = ["emp-%06d" % n for n in chance.some(range(1, 400), 50)]
    if chance.one_in(2):
        weights = dict.fromkeys(formula.PARTS, 0)
        counted = chance.sample(formula.PARTS, chance.randint(1, 9))  # the fewer, the more ties
        for _ in range(20):
            weights[chance.choice(counted)] += 50
        asked["weights"] = weights
    asked["viewer"] = "admin"  # who sees small counts
    return asked


def answers_of(bin_dir, store, asked, workers_asked):
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    command = [f"{bin_dir}/kaam-bench", "answers", "--index", store]
    done = subprocess.run(command + ([] if workers_asked else ["--openings"]), input=lines, text=True,
                          stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def match_answer(bin_dir, store, asked, workers_asked, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(asked, file)
    side = ["workers", "--posting"] if workers_asked else ["openings", "--worker"]
    done = subprocess.run([f"{bin_dir}/kaam-match", side[0], "--index", store, side[1], path, "--json",
                           "--verify"], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def differences(tables, asked, workers_asked, rows, answer, tally):
    """What an answer says otherwise than the oracle, in words."""
    today = registry.day_number(AS_OF)
    lists = questions.read_questions(tables, asked, workers_asked, today)
    answered = answer.get("lists", [answer])
    if len(lists) != len(answered):
        return f"{len(answered)} lists instead of {len(lists)}"
    for number, (one, given) in enumerate(zip(lists, answered), 1):
        ranked, exact = formula.rank(tables, one, rows)
        tally["lists"] += 1
        tally["hits"] += bool(ranked)
        cut = ranked[one.limit - 1:one.limit + 1]
        tally["ties"] += len(cut) == 2 and len({(m.tier, m.total, m.band) for _, m in cut}) == 1
        tally["beyond"] += 0 < len(ranked) < one.limit
        ranked = ranked[:one.limit]
        for place, (hit, (ref, match)) in enumerate(zip(given["hits"], ranked), 1):
            values = [hit["parts"][name]["value"] for name in formula.PARTS]
            total = sum(part["value"] * part["weight"] for part in hit["parts"].values())
            said = hit["ref"], total, values, hit["match"] == "exact", round(hit["score"] * 65_535_000)
            want = ref, match.total, match.parts, match.tier == formula.EXACT, match.total
            if said != want:
                return f"list {number}, hit {place}: {said} instead of {want}"
        if len(given["hits"]) != len(ranked):
            return f"list {number}: {len(given['hits'])} hits instead of {len(ranked)}"
        total = given["total"]
        if total["value"] != exact if total["relation"] == "eq" else total["value"] > exact:
            return f"list {number}: total {total} where {exact} are exact"
    return None


def refused_lines(store):
    refused = {"worker": set(), "opening": set()}
    with open(f"{store}/rejects.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            refused[row["kind"]].add(int(row["line"]))
    return refused


def main():
    bin_dir, tables_dir = sys.argv[1:3]
    seed = int(sys.argv[3] if len(sys.argv) > 3 else os.environ.get("KAAM_TEST_SEED", "20261126"))
    print(f"seed {seed}", flush=True)
    chance = Chance(seed)
    tables = Tables(tables_dir)
    failures = 0
    with tempfile.TemporaryDirectory() as directory:
        store = f"{directory}/store"
        subprocess.run([f"{bin_dir}/kaam-fixtures", "generate", "--workers", str(WORKERS), "--openings",
                        str(OPENINGS), "--seed", str(seed), "--as-of", AS_OF, "--out", directory],
                       check=True, stdout=subprocess.DEVNULL)
        files = {"workers": crowd_worker, "openings": crowd_opening}
        for name, change in files.items():
            crowd(chance, f"{directory}/{name}.csv", change)
        subprocess.run([f"{bin_dir}/kaam-index", "build", "--workers", f"{directory}/workers.csv",
                        "--openings", f"{directory}/openings.csv", "--out", store],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # The first oracle over the same registry.
        verified = subprocess.run([f"{bin_dir}/kaam-bench", "verify", "--index", store, "--questions", "300",
                                   "--seed", str(seed)], text=True, stdout=subprocess.PIPE, check=False)
        print(verified.stdout)
        failures += verified.returncode != 0
        with open(f"{store}/ref.key", encoding="ascii") as file:
            key = bytes.fromhex(file.read().strip())
        workers, no_workers = registry.read_workers(tables, f"{directory}/workers.csv", key)
        openings, no_openings = registry.read_openings(tables, f"{directory}/openings.csv", key)
        if refused_lines(store) != {"worker": no_workers, "opening": no_openings}:
            print(f"refused lines differ: {refused_lines(store)}, {no_workers}, {no_openings}")
            failures += 1
        for workers_asked, rows in ((True, workers), (False, openings)):
            tally = dict.fromkeys(["lists", "hits", "ties", "beyond"], 0)
            refs = [row.ref for row in rows]
            asked = [random_question(chance, tables, workers_asked, refs) for _ in range(QUESTIONS)]
            given = answers_of(bin_dir, store, asked, workers_asked)
            for number, (one, answer) in enumerate(zip(asked, given, strict=True)):
                if number < 3 and answer != match_answer(bin_dir, store, one, workers_asked,
                                                         f"{directory}/question.json"):
                    print(f"kaam-match answers otherwise than kaam-bench: {json.dumps(one)}")
                    failures += 1
                wrong = differences(tables, one, workers_asked, rows, answer, tally)
                if wrong:
                    failures += 1
                    print(f"{wrong}\n  {json.dumps(one)}")
            print(f"{len(rows)} {'workers' if workers_asked else 'openings'}, {QUESTIONS} questions: "
                  f"{tally['lists']} lists, {tally['hits']} with hits, {tally['ties']} tied where they are "
                  f"cut off, {tally['beyond']} shorter than asked")
            if tally["hits"] * 10 < tally["lists"] * 8 or tally["ties"] * 10 < tally["lists"]:
                print("too many lists are empty, or too few end in a tie, to prove much")
                failures += 1
    print(f"{failures} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

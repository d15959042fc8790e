"""A question as the formula takes it, read from the JSON that the tools take (matcher/README.md), and where
equals start to be counted. Texts are not read."""

import math

from formula import Question, WEIGHTS, PARTS, distance
from registry import AMENITIES, SHIFTS, Opening, Spot, Worker, bits, day_number, day_rupees, spot_of

MASK = (1 << 64) - 1
NONE = 0xFFFF


def read_spot(tables, place):
    if "pin" in place:
        return spot_of(tables.places["pin", place["pin"]])
    if "lgd_district" in place:
        return spot_of(tables.places["district", place["lgd_district"]], covers=True)
    spot = Spot(math.floor(place["lat"] * 1e6 + 0.5), math.floor(place["lon"] * 1e6 + 0.5), 0, 0)
    nearest = min(tables.pins, key=lambda pin: distance(spot, pin))  # the first of equals
    spot.district, spot.state = nearest.district, nearest.state
    return spot


def read_spots(tables, asked):
    spots = {}
    for place in ([asked["place"]] if "place" in asked else []) + asked.get("places", []):
        spot = read_spot(tables, place)
        spots.setdefault(spot.identity(), spot)
    return list(spots.values())


def ruled_out_trades(tables, asked):
    """As named, and as the codes that they mean."""
    named = {tables.code(one["code"]) for one in asked.get("occupations", []) if one.get("must_not")}
    codes = {code for code in tables.occupations
             if code in named or (len(code) > 4 and code[:4] in named)}
    return sorted(tables.occupation_id[code] for code in named), frozenset(codes)


def first_of_each(codes):
    return list(dict.fromkeys(codes))


def read_questions(tables, asked, workers_asked, today):
    """One Question for each list of the answer."""
    trades = first_of_each(tables.code(one["code"]) for one in asked.get("occupations", [])
                           if not one.get("must_not"))
    questions = []
    for trade in trades or [None]:
        question = Question()
        question.workers_asked = workers_asked
        question.as_of = day_number(asked["as_of"]) if "as_of" in asked else today
        if "radius_km" in asked:
            question.radius = asked["radius_km"] * 1000
        if "weights" in asked:
            question.weights = [asked["weights"].get(name, 0) for name in PARTS]
        else:
            question.weights = WEIGHTS
        question.limit = asked.get("limit", 20)
        exclude = asked.get("exclude", {})
        question.excluded_refs = frozenset(ref.lower() for ref in exclude.get("refs", []))
        question.excluded_employers = frozenset(exclude.get("employers", []))
        read_side(tables, asked, trade, question)
        questions.append(question)
    return questions


def read_side(tables, asked, trade, question):
    opening, worker = Opening(), Worker()
    named_not, must_not = ruled_out_trades(tables, asked)
    not_skills = frozenset(one["code"] for one in asked.get("skills", []) if one.get("must_not"))
    skills = {}
    for one in asked.get("skills", []):
        if not one.get("must_not"):
            skills.setdefault(one["code"], (one["code"], one.get("must", False), one.get("weight", 1),
                                            one.get("level", 0)))
    spots = read_spots(tables, asked)
    pay = read_pay(asked.get("wage"), up=not question.workers_asked)
    wanted = first_of_each(tables.code(one["code"]) for one in asked.get("wanted", []))
    languages = bits(asked.get("languages", []), tables.language_bit)
    licences = bits(asked.get("licences", []), tables.licence_bit)
    start = day_number(asked.get("start")) or 0

    opening.trades = [trade] if trade else []
    opening.sites = spots
    opening.skills = list(skills.values())
    opening.pay = pay
    opening.offers = bits(asked.get("offers", []), AMENITIES)
    opening.shift = SHIFTS.get(asked.get("shift"), 0)
    opening.experience = asked.get("experience_months", 0)
    opening.education = asked.get("education", 0)
    opening.languages, opening.licences = languages, licences
    opening.start, opening.duration = start, asked.get("duration_days", 0)
    opening.must_not_trades, opening.must_not_skills = must_not, not_skills

    available = asked.get("available", {})
    worker.primary = trade
    worker.primary_months = asked.get("experience_months")
    worker.wanted = wanted
    worker.skills = {code: level for code, _, _, level in skills.values()}
    worker.spots = spots
    worker.wage = pay
    worker.must_requirements = bits(asked.get("must_requirements", []), AMENITIES)
    worker.requirements = bits(asked.get("requirements", []), AMENITIES) | worker.must_requirements
    worker.inclusive_only = asked.get("inclusive_only", False)
    worker.shifts = 1 << opening.shift if opening.shift else 0
    worker.education, worker.languages, worker.licences = opening.education, languages, licences
    worker.free_from = day_number(available.get("from")) or start
    worker.free_until = day_number(available.get("until")) or 0
    for month in available.get("months", []):
        worker.months |= 1 << (month - 1)
    worker.must_not_trades, worker.must_not_skills = must_not, not_skills

    question.side = opening if question.workers_asked else worker
    question.start = start_of_equals(tables, question, trade, spots, skills.values(), wanted, named_not,
                                     not_skills, opening, worker)


def read_pay(wage, up):
    if not wage:
        return 0
    return day_rupees(round(wage["amount"] * 100), wage.get("unit", "day"), up,
                      wage.get("hours_a_day", 8), wage.get("days_a_week", 6),
                      wage.get("pieces_a_day", 0))


def start_of_equals(tables, question, trade, spots, skills, wanted, not_trades, not_skills, opening,
                    worker):
    """matcher/README.md, "The order of equals"."""
    workers_asked = question.workers_asked
    occupation = NONE if trade is None else tables.occupation_id[trade]
    values = [0 if workers_asked else 1, occupation, question.as_of, question.radius or 0]
    values += question.weights
    places = sorted(((1 if spot.covers else 0) << 32 | spot.district,
                     (spot.lat & 0xFFFFFFFF) << 32 | spot.lon & 0xFFFFFFFF) for spot in spots)
    for area, point in places:
        values += [area, point]
    for code, must, weight, level in skills:
        skill = tables.skill_id[code]
        if workers_asked:
            values.append(skill << 32 | weight << 8 | level << 1 | (1 if must else 0))
        else:
            values.append(skill << 3 | level << 1)
    if not workers_asked:
        values += [1 << 34 | tables.occupation_id[code] for code in wanted]
    values += [1 << 32 | code for code in not_trades]
    if not workers_asked and worker.inclusive_only:
        values.append(1 << 35)
    values += [1 << 33 | skill for skill in sorted(tables.skill_id[code] for code in not_skills)]
    if workers_asked:
        values += [opening.pay, opening.offers, opening.shift, opening.experience, opening.education,
                   opening.languages, opening.licences, opening.start, 0, 0, opening.duration, 0, 0, 0]
    else:
        values += [0, 0, opening.shift, opening.experience, opening.education, opening.languages,
                   opening.licences, 0, worker.wage,
                   worker.must_requirements << 16 | worker.requirements, 0, worker.free_from,
                   worker.free_until, worker.months]
    print_ = 0xCBF29CE484222325
    for value in values:
        for byte in value.to_bytes(8, "little"):
            print_ = (print_ ^ byte) * 0x100000001B3 & MASK

    def finish(salt):
        z = print_ + salt * 0x9E3779B97F4A7C15 & MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    first = 0 if trade is None else occupation
    return first << 40 | finish(1) & 0xFFFFFFFF, finish(2)

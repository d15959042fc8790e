"""The formula of matcher/README.md and matcher/scoring.h, written from their text in whole numbers. It shares
no code with builder, index, engine or the readable formula: it is the wall they are thrown against."""

import bisect
import datetime
import math

from tables import FULL

WEIGHTS = [340, 200, 250, 90, 50, 10, 20, 30, 10]
PARTS = ["occupation", "skills", "locality", "mutual", "experience", "education", "languages",
         "availability", "confirmed"]
PIVOT = 20_000
REACH = 50_000
NAMED_STATE = 39321
BANDS = [5_000, 10_000, 15_000, 25_000, 50_000, 100_000, 200_000]
UNKNOWN_BAND = 15
HALF, THIRD, QUARTER, TENTH = FULL // 2, FULL // 3, FULL // 4, FULL // 10
EXACT, FAMILY, WIDER = 0, 1, 2
NO_NIGHTS = 5
DAY, EVENING = 1, 2
EPOCH = datetime.date(1970, 1, 1)

# 65536 x cos for every half degree, rounded.
COSINES = [round(65536 * math.cos(math.radians(step / 2))) for step in range(181)]


def share(above, below):
    return min(FULL, FULL * above // below)


def cosine(lat):
    step, rest = divmod(abs(lat), 500_000)
    change = (COSINES[step + 1] - COSINES[step]) * rest
    return COSINES[step] - -change // 500_000


def distance(a, b):
    """Whole metres."""
    north = abs(a.lat - b.lat) * 111_195_080 // 1_000_000
    east = abs(a.lon - b.lon) * 111_195_080 // 1_000_000
    middle = a.lat + b.lat
    east = east * cosine(middle // 2 if middle >= 0 else -(-middle // 2)) >> 16
    return math.isqrt((north // 10) ** 2 + (east // 10) ** 2) // 100


def spot_distance(a, b):
    if (a.covers or b.covers) and a.district and a.district == b.district:
        return 0
    return distance(a, b)


class Question:
    """What is fixed for every pair; question.py makes it."""
    workers_asked = True
    radius = None  # metres
    weights = WEIGHTS


class Match:
    __slots__ = ("tier", "total", "band", "parts")


def is_ruled_out(worker, opening):
    if opening.must_not_trades and {worker.primary, worker.secondary} & opening.must_not_trades:
        return True
    if opening.must_not_skills and not opening.must_not_skills.isdisjoint(worker.skills):
        return True
    if worker.must_not_skills and any(skill[0] in worker.must_not_skills for skill in opening.skills):
        return True
    return bool(opening.trades) and worker.must_not_trades.issuperset(opening.trades)


def match_trades(tables, worker, opening):
    """Value, rung, how it is held and the months that count, of the asked trade that fits best."""
    best = 0, "none", "none"
    for asked in opening.trades:
        if asked in worker.must_not_trades:
            continue
        standings = [("primary", 1000, worker.primary and [worker.primary]),
                     ("secondary", 800, worker.secondary and [worker.secondary]),
                     ("wanted", 500, worker.wanted)]
        for held_as, per_mille, trades in standings:
            for held in trades or ():
                fit, rung = tables.fit(asked, held)
                if fit * per_mille // 1000 > best[0]:
                    best = fit * per_mille // 1000, rung, held_as
    months = [worker.primary_months, worker.secondary_months]
    if best[2] == "primary":
        months = months[:1]
    elif best[2] == "secondary":
        months = months[1:]
    return *best, max((m for m in months if m is not None), default=None)


def skill_fit(tables, worker, code, level):
    """How far what she holds answers an asked skill, and whether she holds it itself."""
    fit = 0
    if code in worker.skills:
        held = worker.skills[code]
        fit = FULL if held >= level else FULL // 4 * 3 if held == 0 else HALF
    stands_in = max((tables.stands_in.get((code, held), 0) for held in worker.skills), default=0)
    return max(fit, stands_in), code in worker.skills


def locality(worker, opening):
    """Part, whether in reach, band, distance."""
    if not opening.sites:
        return HALF, True, 0, None
    near = min((spot_distance(a, b) for a in worker.spots for b in opening.sites), default=None)
    in_district = any(site.district in worker.districts for site in opening.sites)
    in_state = any(site.state in worker.states for site in opening.sites)
    in_radius = (near is not None and worker.radius is not None and near <= worker.radius * 1000)
    if in_district or in_radius:
        part = FULL
    else:
        nearness = TENTH if near is None else share(PIVOT, PIVOT + near)
        part = max(nearness, NAMED_STATE) if in_state else nearness
    in_reach = in_district or in_state or in_radius or (near is not None and near <= REACH)
    band = UNKNOWN_BAND if near is None else bisect.bisect_right(BANDS, near)
    return part, in_reach, band, near


def requirement_fit(amenity, opening):
    bit = 1 << amenity
    if opening.offers & bit:
        return FULL
    if opening.offers_not & bit:
        return 0
    if amenity == NO_NIGHTS and opening.shift:
        return FULL if opening.shift in (DAY, EVENING) else 0
    return HALF


def mutual(worker, opening):
    weighted, weight = 0, 0
    if worker.wage:
        weight = 4
        if not opening.pay:
            weighted = 4 * HALF
        elif opening.pay >= worker.wage:
            weighted = 4 * FULL
        elif 10 * opening.pay >= 9 * worker.wage:
            weighted = 4 * (FULL // 3 * 2)
        elif 4 * opening.pay >= 3 * worker.wage:
            weighted = 4 * THIRD
    for amenity in range(16):
        if not worker.requirements >> amenity & 1:
            continue
        weight += 1
        weighted += requirement_fit(amenity, opening)
    if worker.shifts:
        weight += 1
        if not opening.shift:
            weighted += HALF
        elif worker.shifts >> opening.shift & 1:
            weighted += FULL
    return weighted // weight if weight else HALF


def experience(asked, held):
    if not asked:
        return HALF
    return THIRD if held is None else share(held, asked)


def education(asked, held):
    if not asked:
        return HALF
    if not held:
        return THIRD
    return share(max(0, 4 - max(0, asked - held)), 4)


def languages(asked, held):
    if not asked:
        return HALF
    return share((asked & held).bit_count(), asked.bit_count()) if held else THIRD


def month_of(day):
    return (EPOCH + datetime.timedelta(days=day)).month - 1


def availability(worker, opening):
    start = opening.start
    if not start or not (worker.free_from or worker.free_until or worker.months):
        return HALF
    months = worker.months or 0xFFF
    if opening.duration:
        free = sum(1 for day in range(start, start + opening.duration)
                   if day >= worker.free_from and (not worker.free_until or day <= worker.free_until)
                   and months >> month_of(day) & 1)
        return share(free, opening.duration)
    if worker.free_until and start > worker.free_until:
        return 0
    season = next(i for i in range(12) if months >> (month_of(start) + i) % 12 & 1)
    wait = max(worker.free_from - start, 30 * season, 0)
    return share(30, 30 + wait)


def confirmed(as_of, day):
    if not day:
        return 0
    age = max(0, as_of - day)
    return FULL if age <= 90 else 0 if age >= 730 else share(730 - age, 640)


def score(tables, question, worker, opening):
    """The Match of a pair, or None."""
    if opening.licences & ~worker.licences or is_ruled_out(worker, opening):
        return None
    if worker.inclusive_only and not opening.inclusive:
        return None
    if any(requirement_fit(amenity, opening) != FULL
           for amenity in range(16) if worker.must_requirements >> amenity & 1):
        return None
    states_trade = bool(worker.primary or worker.secondary or worker.wanted)
    asks_trade = bool(opening.trades)
    if question.workers_asked and asks_trade and not states_trade:
        return None
    if not question.workers_asked and states_trade and not asks_trade:
        return None
    value, rung, held_as, months = match_trades(tables, worker, opening)
    trades_count = asks_trade and states_trade
    if trades_count and value == 0:
        return None
    matched, weights = 0, 0
    for code, must, weight, level in opening.skills:
        fit, holds = skill_fit(tables, worker, code, level)
        if must and not holds:
            return None
        matched += weight * fit
        weights += weight
    if question.workers_asked:
        only_skills = not asks_trade and bool(opening.skills)
    else:
        only_skills = not states_trade and bool(worker.skills)
    if only_skills and matched == 0:
        return None
    near_part, in_reach, band, near = locality(worker, opening)
    if question.radius is not None and (near is None or near > question.radius):
        return None

    match = Match()
    match.parts = [
        value if trades_count else HALF,
        HALF if not weights else QUARTER if not worker.skills else min(matched // weights, FULL),
        near_part,
        mutual(worker, opening),
        experience(opening.experience, months),
        education(opening.education, worker.education),
        languages(opening.languages, worker.languages),
        availability(worker, opening),
        confirmed(question.as_of, worker.confirmed),
    ]
    match.total = sum(w * part for w, part in zip(question.weights, match.parts))
    match.band = band
    held = held_as in ("primary", "secondary") or (held_as == "wanted" and not question.workers_asked)
    if question.radius is None and not in_reach:
        match.tier = WIDER
    elif not trades_count or (held and rung == "same"):
        match.tier = EXACT
    else:
        match.tier = FAMILY if held and rung == "family" else WIDER
    return match


def rank(tables, question, rows):
    """The (ref, Match) of every match, best first, and how many are exact."""
    group, ref = question.start
    wrap = 1 << 64
    found = []
    for row in rows:
        if question.as_of not in row.shown or row.ref in question.excluded_refs:
            continue
        if question.workers_asked:
            match = score(tables, question, row, question.side)
        elif row.employer is not None and row.employer in question.excluded_employers:
            continue
        else:
            match = score(tables, question, question.side, row)
        if match:
            turn = (row.position - group) % wrap, (int(row.ref[:16], 16) - ref) % wrap
            found.append(((match.tier, -match.total, match.band, turn, row.ref), match))
    found.sort(key=lambda entry: entry[0])
    exact = sum(1 for _, match in found if match.tier == EXACT)
    return [(order[-1], match) for order, match in found], exact

"""Workers and openings as the formula sees them, read from the registry's CSV files by what indexer/README.md
says a record counts as. Free texts are not read: what words mean is the taxonomy's and has tests of its own."""

import collections
import csv
import datetime
import hashlib

AMENITIES = {name: 1 << (i + 1) for i, name in enumerate(
    ["toilets", "creche", "hostel", "transport", "no_nights", "stay", "food", "night_transport",
     "complaints_committee"])}
SHIFTS = {name: i + 1 for i, name in enumerate(["day", "evening", "night", "rotating"])}
EPOCH = datetime.date(1970, 1, 1)
NEVER = 65535
MIN_WORKERS_AT_PIN = 50


def day_number(text):
    """Days since 1970-01-01; None for an empty text."""
    return (datetime.date.fromisoformat(text) - EPOCH).days if text else None


def number(text):
    return int(text) if text else None


def paise(text):
    rupees, _, part = text.partition(".")
    return int(rupees) * 100 + int((part + "00")[:2])


def parts(text):
    return [part.strip() for part in text.split(";") if part.strip()]


def entry(text, count):
    """The parts of one entry of a list, the last ones empty where they are left out."""
    cells = [cell.strip() for cell in text.split(":", count - 1)]
    return cells + [""] * (count - len(cells))


def bits(names, table):
    out = 0
    for name in names:
        out |= table[name]
    return out


def day_rupees(amount, unit, up, hours=8, days=6, pieces=0):
    """Whole rupees a day of an amount in paise; 0 where it cannot be compared."""
    above, below = {"hour": (hours, 100), "day": (1, 100), "week": (1, 100 * days),
                    "month": (12, 100 * 52 * days), "piece": (pieces, 100)}[unit]
    if amount * above == 0:
        return 0
    rupees = -(-amount * above // below) if up else amount * above // below
    return min(max(rupees, 1), 65535)


def ref(key, *identity):
    """BLAKE2b-128 with the store's ref key over each part behind its length in bytes."""
    message = b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in identity)
    return hashlib.blake2b(message, digest_size=16, key=key).hexdigest()


class Worker:
    must_not_trades = frozenset()
    must_not_skills = frozenset()
    spots = ()
    radius = None  # km
    districts = frozenset()
    states = frozenset()
    primary = secondary = None
    primary_months = secondary_months = None
    wanted = ()
    inclusive_only = False
    wage = requirements = must_requirements = shifts = education = languages = licences = 0
    free_from = free_until = months = confirmed = 0

    def __init__(self):
        self.skills = {}  # code: level, 0 not stated; in the order of the record


class Opening:
    must_not_trades = frozenset()
    must_not_skills = frozenset()
    trades = sites = ()
    skills = ()  # (code, must, weight, level)
    pay = offers = offers_not = shift = experience = education = languages = licences = 0
    start = duration = 0
    inclusive = False
    employer = None


class Spot:
    """Somewhere on the map; a whole district where `covers` says so."""
    __slots__ = ("lat", "lon", "district", "state", "covers")

    def __init__(self, lat, lon, district, state, covers=False):
        self.lat, self.lon, self.district, self.state, self.covers = lat, lon, district, state, covers

    def identity(self):
        return self.lat, self.lon, self.district, self.state, self.covers


def spot_of(place, covers=False):
    return Spot(place.lat, place.lon, place.district, place.state, covers)


def finest_place(tables, pin, subdistrict, district):
    for kind, code in (("pin", pin), ("subdistrict", subdistrict), ("district", district)):
        if code and (kind, int(code)) in tables.places:
            return tables.places[kind, int(code)]
    return None


def standing_address(row):
    """The ration shop or the current address, whichever was true later; else the permanent one."""
    def has_place(prefix):
        return any(row[f"{prefix}_{field}"] for field in ("pin", "subdistrict", "district"))

    ration_day, current_day = row["ration_as_of"], row["current_as_of"]
    fresher = ration_day and (not current_day or ration_day > current_day)
    if has_place("ration") and (not has_place("current") or fresher):
        return "ration"
    if has_place("current"):
        return "current"
    return "permanent" if has_place("permanent") else None


def live_consent(text):
    """The days [from, until) of the consent to be seen by employers that was given last."""
    last = None
    for one in parts(text):
        purpose, given, withdrawn, expires = entry(one, 9)[:4]
        if purpose == "visible_to_employers" and (last is None or given >= last[0]):
            last = given, withdrawn, expires
    if last is None:
        return 0, 0
    ends = [day_number(day) for day in last[1:] if day]
    return day_number(last[0]), min(ends, default=NEVER)


def eighteenth_birthday(text):
    birth = datetime.date.fromisoformat(text)
    try:
        return (birth.replace(year=birth.year + 18) - EPOCH).days
    except ValueError:  # born on 29 February
        return (datetime.date(birth.year + 18, 3, 1) - EPOCH).days


def read_worker(tables, row):
    worker = Worker()
    worker.primary = tables.code(row["occupation"])
    second = tables.code(row["secondary_occupation"])
    worker.secondary = second if second != worker.primary else None
    worker.primary_months = number(row["occupation_months"])
    worker.secondary_months = number(row["secondary_occupation_months"])
    worker.wanted = [code for code in map(tables.code, parts(row["wanted_occupations"])) if code]
    for one in parts(row["skills"]):
        code, level, _ = entry(one, 3)
        worker.skills.setdefault(code, int(level or 0))
    address = standing_address(row)
    worker.place = finest_place(tables, *(row[f"{address}_{field}"] for field in
                                          ("pin", "subdistrict", "district"))) if address else None
    worker.radius = number(row["radius_km"])
    worker.districts = frozenset(map(int, parts(row["move_districts"])))
    worker.states = frozenset(map(int, parts(row["move_states"])))
    if row["wage"]:
        worker.wage = day_rupees(paise(row["wage"]), row["wage_unit"], up=True)
    worker.must_requirements = bits(parts(row.get("must_requirements", "")), AMENITIES)
    worker.requirements = bits(parts(row["requirements"]), AMENITIES) | worker.must_requirements
    if row["needs_stay"] == "yes":
        worker.requirements |= AMENITIES["stay"]
    for name in parts(row["shifts"]):
        worker.shifts |= 1 << SHIFTS[name]
    worker.education = number(row["education"]) or 0
    worker.languages = bits(parts(row["languages"]), tables.language_bit)
    worker.licences = bits(parts(row["licences"]), tables.licence_bit)
    worker.free_from = day_number(row["available_from"]) or 0
    worker.free_until = day_number(row["available_until"]) or 0
    for month in parts(row["available_months"]):
        worker.months |= 1 << (int(month) - 1)
    worker.confirmed = day_number(row["confirmed"]) or 0
    worker.adult_from = eighteenth_birthday(row["birth_date"]) if row["birth_date"] else NEVER
    given, until = live_consent(row["consents"])
    worker.shown = range(max(worker.adult_from, given), until)
    return worker


def target_state(tables, worker):
    states = set(worker.states)
    states |= {tables.places["district", code].state for code in worker.districts}
    return 0 if not states else states.pop() if len(states) == 1 else 255


def position(tables, trade, state, place):
    """What rows are ordered by before their refs."""
    occupation = NEVER if trade is None else tables.occupation_id[trade]
    return occupation << 40 | state << 32 | (place.hilbert if place else 0)


def coarsen(tables, workers):
    """No place may be a PIN where fewer than 50 of the registry's workers stand."""
    at = collections.Counter(worker.place for worker in workers)
    for worker in workers:
        place = worker.place
        if place and place.kind == "pin" and at[place] < MIN_WORKERS_AT_PIN:
            worker.place = finest_place(tables, None, place.subdistrict, place.district)


def rows_of(path):
    """The rows with the line each begins on."""
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        names = next(reader)
        line = reader.line_num + 1
        for cells in reader:
            yield line, dict(zip(names, cells))
            line = reader.line_num + 1


def read_workers(tables, path, key):
    workers, seen, refused = [], set(), set()
    for line, row in rows_of(path):
        if row["uan"]:
            kind = "epfo" if row["uan_kind"] == "epfo" else "eshram"
            identity = "uan", kind, row["uan"]
        else:
            identity = "registration", row["source"], row["registration_number"]
        if identity in seen or not identity[-1]:
            refused.add(line)
            continue
        seen.add(identity)
        worker = read_worker(tables, row)
        worker.ref = ref(key, *identity)
        workers.append(worker)
    coarsen(tables, workers)
    for worker in workers:
        worker.spots = [spot_of(worker.place)] if worker.place else []
        worker.position = position(tables, worker.primary, target_state(tables, worker), worker.place)
    return workers, refused


def read_opening(tables, row):
    opening = Opening()
    any_filled = False
    trades = []
    for one in parts(row["occupations"]):
        code, heads, filled = entry(one, 3)
        any_filled |= int(filled or 0) > 0
        is_full = heads != "" and int(filled or 0) >= int(heads)
        if tables.code(code) and not is_full:
            trades.append(tables.code(code))
    opening.trades = trades
    places = []
    for one in parts(row["sites"]):
        kind, code, _ = entry(one, 3)
        place = tables.places.get((kind, int(code)))
        if place:
            places.append(place)
    opening.sites = [spot_of(place) for place in places]
    opening.skills = []
    for one in parts(row["skills"]):
        code, must, weight, level = entry(one, 4)
        opening.skills.append((code, must == "must", int(weight or 1), int(level or 0)))
    pay = row["pay_max"] or row["pay_min"]
    if pay:
        opening.pay = day_rupees(paise(pay), row["pay_unit"], up=False,
                                 hours=int(row["hours_a_day"] or 8),
                                 days=int(row["days_a_week"] or 6))
    opening.inclusive = bool(parts(row["suitable_for"]))
    opening.offers = bits(parts(row["offers"]), AMENITIES)
    opening.offers_not = bits(parts(row["offers_not"]), AMENITIES)
    opening.shift = SHIFTS.get(row["shift"], 0)
    opening.experience = number(row["experience_months"]) or 0
    opening.education = number(row["education"]) or 0
    opening.languages = bits(parts(row["languages"]), tables.language_bit)
    opening.licences = bits(parts(row["licences"]), tables.licence_bit)
    opening.start = day_number(row["start_date"]) or 0
    opening.duration = number(row["duration_days"]) or 0
    opening.employer = row["employer_id"] or None
    is_open = row["status"] == "open" and not (not trades and any_filled)
    until = day_number(row["valid_through"])
    posted = day_number(row["posted"]) or 0
    opening.shown = range(posted, until + 1 if until is not None else NEVER) if is_open else range(0)
    first = places[0] if places else None
    opening.position = position(tables, trades[0] if trades else None,
                                first.state if first else 0, first)
    return opening


def read_openings(tables, path, key):
    openings, refused = [], set()
    for line, row in rows_of(path):
        takes_fee = row["fee_from_worker"] and paise(row["fee_from_worker"]) > 0
        if not row["occupations"] or takes_fee:
            refused.add(line)
            continue
        opening = read_opening(tables, row)
        opening.ref = ref(key, "opening", row["source"], row["id"])
        openings.append(opening)
    return openings, refused

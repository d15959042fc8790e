#!/usr/bin/env python3
"""Whom the mix of questions shows, by sex and by the channel of the consent, against who is as qualified.

    kaam-bench exposure --index STORE --questions 200 | bench/fairness.py STORE WORKERS_CSV

Neither is in the index: both are read from the registry's file and joined by ref. The qualified set of a list is
all who hold the trade asked for, in reach, with live consent (Tier::kExact). Only lists with at least 40 qualified
are counted, so that somebody is left out.

Skew@k of a value a is ln(share of a in the top k / share of a in the qualified set), NDKL the mean over the
tops 1..k, with weights 1 / log2(i + 1), of the Kullback-Leibler divergence of the top i from the qualified set:
S. C. Geyik, S. Ambler, K. Kenthapadi, Fairness-Aware Ranking in Search & Recommendation Systems with Application to
LinkedIn Talent Search, KDD 2019, sections 3.2 and 3.3. NDKL is above 0 for any short list, so it stands beside
that of lists drawn at random from the same qualified sets.
"""

import collections
import csv
import hashlib
import math
import random
import sys

K = 20
MIN_QUALIFIED = 40
RANDOM_LISTS = 20  # a list


def ref_of(key, row, uan, kind, source, registration):
    if row[uan]:
        identity = "uan", "epfo" if row[kind] == "epfo" else "eshram", row[uan]
    else:
        identity = "registration", row[source], row[registration]
    message = b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in identity)
    return hashlib.blake2b(message, digest_size=16, key=key).hexdigest()


def channel_of(consents):
    """Of the last consent to be seen by employers."""
    last = "", "not stated"
    for consent in consents.split(";"):
        parts = consent.split(":") + [""] * 5
        if parts[0] == "visible_to_employers" and parts[1] >= last[0]:
            last = parts[1], parts[4] or "not stated"
    return last[1]


def read_lists(lines):
    lists = collections.defaultdict(lambda: ([], []))  # shown, the rest of the qualified
    for line in lines:
        number, rank, ref = line.rstrip("\n").split("\t")
        shown, rest = lists[int(number)]
        (shown if rank != "0" else rest).append(ref)
    return [(shown[:K], shown + rest) for shown, rest in lists.values()
            if len(shown) >= K and len(shown) + len(rest) >= MIN_QUALIFIED]


def read_values(store, path, wanted):
    with open(f"{store}/ref.key", encoding="ascii") as file:
        key = bytes.fromhex(file.read().strip())
    values = {}
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        at = {name: i for i, name in enumerate(next(reader))}
        columns = [at[name] for name in ("uan", "uan_kind", "source", "registration_number")]
        for row in reader:
            ref = ref_of(key, row, *columns)
            if ref in wanted:
                values[ref] = row[at["gender"]] or "not stated", channel_of(row[at["consents"]])
    return values


def shares(values):
    counts = collections.Counter(values)
    return {value: count / len(values) for value, count in counts.items()}


def ndkl(ranked, qualified):
    total, norm = 0.0, 0.0
    counts = collections.Counter()
    for i, value in enumerate(ranked, 1):
        counts[value] += 1
        divergence = sum(n / i * math.log(n / i / qualified[v]) for v, n in counts.items())
        total += divergence / math.log2(i + 1)
        norm += 1 / math.log2(i + 1)
    return total / norm


def mean(numbers):
    return sum(numbers) / len(numbers)


def report(name, lists, value_of):
    """One table: pooled shares, Skew@k of the pooled shares, NDKL beside that of chance."""
    chance = random.Random(1)
    shown, expected = collections.Counter(), collections.Counter()
    ours, drawn = [], []
    for top, qualified in lists:
        values = [value_of(ref) for ref in qualified]
        target = shares(values)
        ranked = [value_of(ref) for ref in top]
        for value, share in shares(ranked).items():
            shown[value] += share / len(lists)
        for value, share in target.items():
            expected[value] += share / len(lists)
        ours.append(ndkl(ranked, target))
        drawn += [ndkl(chance.sample(values, K), target) for _ in range(RANDOM_LISTS)]
    print(f"| {name} | of the qualified, % | of the top {K}, % | Skew@{K} |\n|---|---|---|---|")
    for value, share in expected.most_common():
        skew = f"{math.log(shown[value] / share):+.3f}" if shown[value] else "-inf"
        print(f"| {value} | {100 * share:.1f} | {100 * shown[value]:.1f} | {skew} |")
    print(f"NDKL {mean(ours):.4f}, of lists drawn at random {mean(drawn):.4f}\n")


def main():
    store, path = sys.argv[1:3]
    lists = read_lists(sys.stdin)
    if not lists:
        sys.exit("no list has enough qualified workers")
    wanted = {ref for _, qualified in lists for ref in qualified}
    values = read_values(store, path, wanted)
    if wanted - values.keys():
        sys.exit(f"{len(wanted - values.keys())} refs of the index are not in {path}")
    sizes = sorted(len(qualified) for _, qualified in lists)
    print(f"{len(lists)} lists of {K}, of {sizes[0]} to {sizes[-1]} qualified (median "
          f"{sizes[len(sizes) // 2]}); {len(wanted)} qualified for at least one\n")
    report("sex", lists, lambda ref: values[ref][0])
    report("channel", lists, lambda ref: values[ref][1])
    times = collections.Counter(ref for top, _ in lists for ref in top)
    places = K * len(lists)
    again = sum(count for count in times.values() if count > 1)
    print(f"{places} places went to {len(times)} workers; the most shown had {max(times.values())}; "
          f"{100 * again / places:.1f} % of the places went to somebody shown more than once")


if __name__ == "__main__":
    main()

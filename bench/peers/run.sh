#!/usr/bin/env bash
# Kaam side by side with stock Xapian, PostgreSQL with PostGIS, and Lucene: the same workers, questions and formula.
#   bench/peers/run.sh [--workers N] [--rounds N] [--peers "xapian postgres lucene"] [--registry CSV] [--work DIR]
#   bench/peers/run.sh --check      a few hundred workers: does everything start, and do the lists agree?
# Installs what is missing; keeps everything in a temporary directory, or in DIR, which is then left to look at.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../.ci/common.sh"
here=$top/bench/peers
workers=1000000 rounds=3 peers="xapian postgres lucene" registry='' work='' verify=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --workers) workers=$2; shift ;;
    --rounds) rounds=$2; shift ;;
    --peers) peers=$2; shift ;;
    --registry) registry=$2; shift ;;
    --work) work=$2; shift ;;
    --check) workers=600 rounds=1 verify=(--verify) ;;
    *) die "unknown option $1" ;;
  esac
  shift
done

install_packages build test
for peer in $peers; do
  case $peer in
    xapian) ;;
    postgres) install_packages postgres ;;
    lucene) install_packages lucene ;;
    *) die "no such peer: $peer" ;;
  esac
done
build_preset release kaam-peers kaam-peer-xapian kaam-fixtures kaam-index
bin=$top/build/release/bin

if [[ -z $work ]]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
else
  mkdir -p "$work"
fi
chmod 755 "$work"  # PostgreSQL runs as somebody else
seconds() { local start=$SECONDS; "$@"; say "$((SECONDS - start)) s: $1 ${2:-}"; }

if [[ -z $registry ]]; then
  "$bin/kaam-fixtures" generate --workers "$workers" --openings 1 --seed 1 --as-of 2026-11-25 --out "$work" >&2
  registry=$work/workers.csv
fi
"$bin/kaam-peers" cut --workers "$registry" --out "$work/cut.csv"
# Skills that stand in for others are no part of the cut formula.
mkdir -p "$work/tables"
cp "$top"/taxonomy/data/*.tsv "$work/tables"
head -1 "$top/taxonomy/data/related_skills.tsv" >"$work/tables/related_skills.tsv"
seconds "$bin/kaam-index" build --workers "$work/cut.csv" --taxonomy "$work/tables" --out "$work/store" >&2
"$bin/kaam-peers" tables --index "$work/store" --questions "$here/questions.jsonl" --out "$work"

asked=()
for peer in $peers; do
  case $peer in
    xapian)
      seconds "$bin/kaam-peer-xapian" build "$work"
      asked+=(--peer "xapian, one query=exec '$bin/kaam-peer-xapian' serve '$work' one"
              --peer "xapian, tier by tier=exec '$bin/kaam-peer-xapian' serve '$work' tiers")
      ;;
    postgres)
      seconds "$here/postgres/server.sh" load "$work"
      asked+=(--peer "postgres=exec '$here/postgres/server.sh' serve '$work'")
      ;;
    lucene)
      mvn -q -B -f "$here/lucene/pom.xml" -Dclasses="$work/classes" process-classes >&2
      java="java -Xmx4g -cp $work/classes/classes:$work/classes/lib/* kaam.LucenePeer"
      seconds $java build "$work"
      asked+=(--peer "lucene, one query=exec $java serve '$work' one"
              --peer "lucene, tier by tier=exec $java serve '$work' tiers")
      ;;
  esac
done
"$bin/kaam-peers" compare --index "$work/store" --questions "$here/questions.jsonl" --rounds "$rounds" \
  ${verify[@]+"${verify[@]}"} "${asked[@]}"

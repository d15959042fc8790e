#!/usr/bin/env bash
# What HTTP adds: sends place-bound questions over loopback to a server of its own and compares the
# server's CPU time with the engine's own; also the server's memory.
#   bench/http.sh STORE [BIN]        BIN: build/release/bin
set -euo pipefail
store=$1
bin=${2:-"$(dirname "${BASH_SOURCE[0]}")/../build/release/bin"}
work=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || kill -TERM "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

"$bin/kaam-bench" questions --index "$store" --questions 2000 --seed 1 >"$work/questions"
"$bin/kaam-api" --index "$store" --listen 127.0.0.1:0 2>"$work/log" &
server=$!
until grep -q '"event":"listening"' "$work/log"; do
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done
port=$(grep '"event":"listening"' "$work/log" | sed 's/.*"port":\([0-9]*\).*/\1/')

# One connection, one question after another, twice: the first round warms.
jq -rR --arg url "http://127.0.0.1:$port/v1/workers:search" \
  '"next", "url = \"\($url)\"", "header = \"Content-Type: application/json\"", "output = \"/dev/null\"", "data = \(tojson)"' \
  <"$work/questions" | sed '1d' >"$work/curl"
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
curl -sSf -K "$work/curl"
before=$(ticks)
start=$(date +%s.%N)
curl -sSf -K "$work/curl"
end=$(date +%s.%N)
after=$(ticks)
requests=$(wc -l <"$work/questions")
per_tick=$(getconf CLK_TCK)
awk -v t=$((after - before)) -v n="$requests" -v hz="$per_tick" -v s="$start" -v e="$end" \
  'BEGIN { printf "requests %d, server CPU %.0f us a request, %.0f requests/s on one connection\n", n, t / hz * 1e6 / n, n / (e - s) }'
grep -E 'RssAnon|RssFile' "/proc/$server/status"
echo "the engine's own time a question (column 'engine us', row 'all bound to a place'):"
"$bin/kaam-bench" search --index "$store" --questions 2000 --seed 1 | grep -E 'engine us|all bound'

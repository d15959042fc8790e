#!/usr/bin/env bash
# What HTTP adds to a search, and the memory of a server that has answered place-bound questions.
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

"$bin/kaam-bench" http --index "$store" 2>"$work/log"

"$bin/kaam-bench" questions --index "$store" >"$work/questions"
"$bin/kaam-api" --index "$store" --listen 127.0.0.1:0 2>"$work/log" &
server=$!
until grep -q '"event":"listening"' "$work/log"; do
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done
port=$(grep '"event":"listening"' "$work/log" | sed 's/.*"port":\([0-9]*\).*/\1/')
jq -rR --arg url "http://127.0.0.1:$port/v1/workers:search" \
  '"next", "url = \"\($url)\"", "header = \"Content-Type: application/json\"", "output = \"/dev/null\"", "data = \(tojson)"' \
  <"$work/questions" | sed '1d' >"$work/curl"
curl -sSf -K "$work/curl"
echo "kaam-api after as many:"
grep -E 'RssAnon|RssFile' "/proc/$server/status"

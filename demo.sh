#!/usr/bin/env bash
# From nothing to first answer: installs what is missing, builds, generates a synthetic registry,
# indexes it and serves it on 127.0.0.1.
#   ./demo.sh                     serves on port 8080 until Ctrl-C
#   ./demo.sh --check             on a free port: asks, prints and checks the answers, and stops
#   ./demo.sh --workers N         another size than 100000 (openings: a twentieth)
#   ./demo.sh --port P            another port
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/.ci/common.sh"

workers=100000 port=8080 check=
while [[ $# -gt 0 ]]; do
  case $1 in
    --check) check=1 port=0 ;;
    --workers) workers=${2:-}; shift ;;
    --port) port=${2:-}; shift ;;
    -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) die "unknown argument '$1'; see --help" ;;
  esac
  shift
done
[[ $workers =~ ^[1-9][0-9]{0,8}$ ]] || die "--workers takes a whole number from 1"
[[ $port =~ ^[0-9]{1,5}$ && $port -le 65535 ]] || die "--port takes a number up to 65535"

install_packages build
build_preset release kaam-fixtures kaam-index kaam-match kaam-api
bin=$top/build/release/bin

# Generated anew only when the size, the tools, the tables or the day have changed.
data=$top/build/demo/$workers store=$top/build/demo/$workers/store
today=$(TZ=IST-5:30 date +%F) # openings and consents are drawn around today, so that they are live
stamp=$(cat <(echo "$today") "$bin/kaam-fixtures" "$bin/kaam-index" "$top"/taxonomy/data/*.tsv "$top"/fixtures/data/* |
  sha256sum | cut -c1-64)
if [[ $(cat "$data/stamp" 2>/dev/null) != "$stamp" ]]; then
  rm -rf "$data"
  mkdir -p "$data"
  say "generating $workers workers"
  "$bin/kaam-fixtures" generate --workers "$workers" --openings $((workers / 20 + 1)) --seed 1 \
    --as-of "$today" --out "$data" >&2
  say "indexing"
  "$bin/kaam-index" key --out "$data/contacts.key"
  "$bin/kaam-index" build --workers "$data/workers.csv" --openings "$data/openings.csv" \
    --out "$store" --key "$data/contacts.key" >&2
  echo "$stamp" >"$data/stamp"
fi

log=$(mktemp)
"$bin/kaam-api" --index "$store" --key "$data/contacts.key" --listen "127.0.0.1:$port" 2>"$log" &
server=$!
stop() {
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -f "$log"
}
trap stop EXIT
trap 'exit 130' INT TERM
until grep -q '"event":"listening"' "$log"; do
  kill -0 "$server" 2>/dev/null || { cat "$log" >&2; die "the server did not start"; }
  sleep 0.1
done
port=$(grep '"event":"listening"' "$log" | jq .port)
address=http://127.0.0.1:$port

if [[ $check ]]; then
  "$top/fixtures/check_answers.sh" "$address" "$store" "$bin"
  exit
fi

cat >&2 <<TXT

Kaam serves $workers synthetic workers. The page for people, and the API's contract:

  $address/          "6 rajmistri chahiye Noida me 700 roz", or any of fourteen languages
  $address/docs

Three questions to try:

  curl -s $address/v1/workers:search -H 'Content-Type: application/json' \\
    -d '{"text": "6 rajmistri chahiye Noida me"}' | jq .

  curl -s $address/v1/workers:search -H 'Content-Type: application/json' \\
    -d '{"text": "50 civil engineers within 50 km of Noida", "limit": 50}' | jq .

  curl -s $address/v1/openings:search -H 'Content-Type: application/json' \\
    -d '{"text": "राजमिस्त्री का काम पटना", "language": "hi"}' | jq .

Ctrl-C stops it.
TXT
wait "$server"

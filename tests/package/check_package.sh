#!/usr/bin/env bash
# Makes the .deb, unpacks it and uses what came out of it: nothing may come from the source tree.
#   check_package.sh BUILD_DIR
set -euo pipefail
build=$1
work=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || kill -TERM "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
fail() { printf 'check_package.sh: %s\n' "$*" >&2; exit 1; }

(cd "$work" && cpack --config "$build/CPackConfig.cmake" -B "$work" >cpack.log 2>&1) ||
  { cat "$work/cpack.log" >&2; fail "cpack failed"; }
deb=$(echo "$work"/kaam_*.deb)
dpkg-deb --info "$deb" >"$work/info"
for library in libxapian30 libicu72 libsodium23 libssl3; do
  grep -q "Depends:.*$library" "$work/info" || fail "the package does not depend on $library"
done
dpkg-deb --extract "$deb" "$work/root"
dpkg-deb --control "$deb" "$work/control"
sh -n "$work/control/postinst" || fail "postinst is no shell script"
unit=$work/root/usr/lib/systemd/system/kaam-api.service
[[ -f $unit ]] || fail "no systemd unit"
for line in ProtectSystem=strict NoNewPrivileges=yes User=kaam; do
  grep -qx "$line" "$unit" || fail "the unit lacks $line"
done

# The tables beside the tools are found, with none of the source tree's in reach.
bin=$work/root/usr/bin
unset KAAM_TAXONOMY KAAM_FIXTURES
"$bin/kaam-fixtures" generate --workers 300 --openings 30 --seed 1 --out "$work/data" >/dev/null
"$bin/kaam-index" build --workers "$work/data/workers.csv" --openings "$work/data/openings.csv" \
  --out "$work/store" >/dev/null 2>&1
answer=$("$bin/kaam-match" workers --index "$work/store" --text mason --json --verify 2>"$work/verify")
jq -e '.exact' <<<"$answer" >/dev/null || fail "no exact answer"
grep -q 'verified list' "$work/verify" || fail "not verified"

"$bin/kaam-api" --index "$work/store" --listen 127.0.0.1:0 2>"$work/log" &
server=$!
until grep -q '"event":"listening"' "$work/log"; do
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; fail "the server did not start"; }
  sleep 0.1
done
port=$(grep '"event":"listening"' "$work/log" | jq .port)
curl -sSf "http://127.0.0.1:$port/readyz" | jq -e '.status == "ready"' >/dev/null || fail "not ready"
kill -TERM "$server"
wait "$server" || fail "the server did not end cleanly"
server=
echo "$(basename "$deb"): installs the tools, the tables and the service, and they work"

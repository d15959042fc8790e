#!/bin/sh
# run.sh DIRECTORY BIN: the browser tests of the page, with the tools in BIN. What package.json names is
# put into DIRECTORY once.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cmp -s "$here/package-lock.json" "$1/package-lock.json" && [ -d "$1/node_modules" ] || {
  cp "$here/package.json" "$here/package-lock.json" "$1"
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}
KAAM_BIN=$2 KAAM_NODE_MODULES=$1 exec node --test "$here/page.test.mjs"

#!/bin/sh
# fetch.sh DIRECTORY: puts swagger-ui-bundle.js.gz and swagger-ui.css.gz there, from the npm package
# that package-lock.json names with its digest. Needs the network once; the build keeps the files.
set -eu
here=$(dirname "$0")
mkdir -p "$1"
cp "$here/package.json" "$here/package-lock.json" "$1"
cd "$1"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
for file in swagger-ui-bundle.js swagger-ui.css; do
  gzip -9nc "node_modules/swagger-ui-dist/$file" >"$file.gz"
done

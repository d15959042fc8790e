#!/usr/bin/env bash
# Installs what is missing, builds release and runs every test.
#   ./test.sh          all tests
#   ./test.sh --full   and again under ASan+UBSan and TSan, clang-tidy, and short fuzz runs
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/.ci/common.sh"

full=
case ${1:-} in
  '') ;;
  --full) full=1 ;;
  -h | --help) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) die "unknown argument '$1'; see --help" ;;
esac

install_packages build test
cd "$top"

run_tests() { # preset
  say "testing $1"
  ctest --preset "$1" -j "$(nproc)" --output-on-failure
}

if [[ $full ]]; then
  install_packages full
  "$top/.ci/full"
fi
build_preset release
run_tests release

#!/usr/bin/env bash
# Installs what is missing, builds and runs every test.
#   ./test.sh          the release build
#   ./test.sh --full   also formatting, clang-tidy, AddressSanitizer and UndefinedBehaviorSanitizer,
#                      ThreadSanitizer, and short fuzz runs
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/.ci/common.sh"

full=
case ${1:-} in
  '') ;;
  --full) full=1 ;;
  -h | --help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) die "unknown argument '$1'; see --help" ;;
esac

install_packages build test
cd "$top"

sources() { git ls-files '*.cpp' '*.h'; }

check_format() {
  say "checking the format"
  sources | xargs clang-format-19 --dry-run -Werror || die "run clang-format-19 -i on these files"
}

fuzz_seconds=20
run_fuzzers() {
  local target corpus
  for target in build/asan/bin/*_fuzzer; do
    say "fuzzing with ${target##*/} for $fuzz_seconds s"
    corpus=$(mktemp -d)
    "$target" -max_total_time="$fuzz_seconds" -timeout=60 -rss_limit_mb=2048 -verbosity=0 \
      -print_final_stats=1 "$corpus" >&2 || die "${target##*/} found a fault"
    rm -rf "$corpus"
  done
}

# What is built, a room's sources in groups (the preset's unity files); tests keep to the same rules,
# but are not checked.
run_tidy() {
  build_preset tidy generated/core/records.pb.h generated/core/changes.pb.h
  say "running clang-tidy"
  sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/tidy/compile_commands.json | sort -u |
    grep -v -e '/tests/' -e /generated/ -e _verify_interface_header_sets/ -e kaam_precompiled -e '/message_files\.cpp$' -e '/embedded\.cpp$' |
    xargs -P "$(nproc)" -n 1 clang-tidy-19 -p build/tidy --quiet 2>/dev/null || die "clang-tidy found faults"
}

# ThreadSanitizer is for the rooms that have threads.
threaded='api indexer matcher'

if [[ $full ]]; then
  install_packages full
  check_format
  build_preset asan
  say "testing asan"
  ctest --preset asan -j "$(nproc)"
  run_fuzzers
  run_tidy
  # shellcheck disable=SC2086
  build_preset tsan $(printf '%s_test ' $threaded)
  say "testing tsan"
  ctest --preset tsan -j "$(nproc)" -R "^(${threaded// /|})\$"
fi
build_preset release
say "testing release"
ctest --preset release -j "$(nproc)"

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

# With one process a test program: sanitizers make the start of a process dear.
run_sanitized() { # preset
  say "testing $1"
  ctest --preset "$1" -j "$(nproc)"
}

fuzz_seconds=20
run_fuzzers() {
  local target corpus
  for target in build/clang/bin/*_fuzzer; do
    say "fuzzing with ${target##*/} for $fuzz_seconds s"
    corpus=$(mktemp -d)
    "$target" -max_total_time="$fuzz_seconds" -timeout=5 -rss_limit_mb=1024 -verbosity=0 \
      -print_final_stats=1 "$corpus" >&2 || die "${target##*/} found a fault"
    rm -rf "$corpus"
  done
}

run_tidy() {
  say "running clang-tidy"
  git ls-files '*.cpp' | xargs -P "$(nproc)" -n 4 clang-tidy-19 -p build/clang --quiet 2>/dev/null ||
    die "clang-tidy found faults"
}

if [[ $full ]]; then
  install_packages full
  check_format
  for preset in asan tsan; do
    build_preset "$preset"
    run_sanitized "$preset"
  done
  build_preset clang fuzzers kaam_precompiled kaam_test_support
  run_fuzzers
  run_tidy
fi
build_preset release
say "testing release"
ctest --preset release -j "$(nproc)"

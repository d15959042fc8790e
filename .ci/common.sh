# What demo.sh and test.sh share. Sourced, not run.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# Runs a command as root: as it is when we are, through sudo else.
as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "needs root to install packages, and there is no sudo: install by hand: ${missing[*]}"
  fi
}

# install GROUP...: installs what is missing of those groups of .ci/packages. Does not touch the
# network when nothing is.
install_packages() {
  local wanted installed
  missing=()
  wanted=$(for group in "$@"; do awk -v g="$group" '$1 == g { print $2 }' "$top/.ci/packages"; done)
  installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" { print $2 }')
  for name in $wanted; do
    # Node.js from elsewhere brings its own npm, which Debian's would displace.
    [[ $name == npm ]] && command -v npm >/dev/null && continue
    grep -qxF "$name" <<<"$installed" || missing+=("$name")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "installing ${missing[*]}"
  as_root apt-get update -qq || die "apt-get update failed: is there a network?"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null || die "could not install: ${missing[*]}"
}

# build_preset PRESET [TARGET...]: configures and builds.
build_preset() {
  local preset=$1 said
  shift
  cd "$top" || die "cannot enter $top"
  say "building $preset${*:+: $*}"
  said=$(cmake --preset "$preset" 2>&1) || { printf '%s\n' "$said" >&2; die "cmake failed for $preset"; }
  cmake --build --preset "$preset" ${*:+--target "$@"} >&2 || die "the build failed"
}

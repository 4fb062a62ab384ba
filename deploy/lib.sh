# Shared by the scripts of this folder; sourced, never run.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# The major version a JDK's own release file states; fails where there is no JDK with a compiler.
jdk_major() {
  [[ -x "$1/bin/javac" && -r "$1/release" ]] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the home of a JDK 25 or later, wherever it is installed.
find_jdk() {
  local on_path='' home major
  if command -v javac >/dev/null; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/* /usr/java/* /usr/local/*jdk* \
      "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/*; do
    major=$(jdk_major "$home") || continue
    if [[ -n $major && $major -ge 25 ]]; then
      say "$home"
      return 0
    fi
  done
  return 1
}

# The exact lines that get a JDK 25 on this distribution.
jdk_advice() {
  local id='' version='' codename=''
  if [[ -r /etc/os-release ]]; then
    # shellcheck disable=SC1091
    id=$(. /etc/os-release && say "${ID:-}")
    # shellcheck disable=SC1091
    version=$(. /etc/os-release && say "${VERSION_ID:-0}")
    # shellcheck disable=SC1091
    codename=$(. /etc/os-release && say "${VERSION_CODENAME:-}")
  fi
  if [[ $id == debian && ${version%%.*} -ge 13 ]] || [[ $id == ubuntu && ${version%%.*} -ge 25 ]]; then
    say "  apt-get update && apt-get install -y openjdk-25-jdk-headless"
    return
  fi
  cat <<TEXT
  apt-get update && apt-get install -y wget gpg
  wget -qO- https://packages.adoptium.net/artifactory/api/gpg/key/public | gpg --dearmor > /usr/share/keyrings/adoptium.gpg
  echo "deb [signed-by=/usr/share/keyrings/adoptium.gpg] https://packages.adoptium.net/artifactory/deb ${codename:-bookworm} main" > /etc/apt/sources.list.d/adoptium.list
  apt-get update && apt-get install -y temurin-25-jdk
TEXT
}

# Sets JAVA_HOME to a JDK 25 or later, or ends with the lines that get one.
need_jdk() {
  if ! JAVA_HOME=$(find_jdk); then
    say "Dockmedic needs a JDK 25 and found none (looked in JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks)." >&2
    say "This gets one here:" >&2
    jdk_advice >&2
    exit 1
  fi
  export JAVA_HOME
}

# Installs those of "command=package …" whose command is missing. No service of theirs is started or enabled.
need_packages() {
  local pair missing=()
  for pair in "$@"; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  command -v apt-get >/dev/null || die "needs ${missing[*]}, and this is no Debian or Ubuntu: please install them"
  [[ $(id -u) == 0 ]] || die "needs ${missing[*]}: run as root, or first: sudo apt-get install -y --no-install-recommends ${missing[*]}"
  say "Installing ${missing[*]} from the distribution (the packages stay; their services are not started)."
  ( install_quietly "${missing[@]}" )
}

# In a subshell of its own, so that the trap takes the policy away again whatever happens.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d kept='' unit
  if [[ -e $policy ]]; then
    kept=$(mktemp)
    cp -p "$policy" "$kept"
  fi
  # shellcheck disable=SC2064
  trap "rm -f $policy; if [[ -n '$kept' ]]; then mv '$kept' $policy; fi" EXIT
  rm -f "$policy"
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null || say "apt-get update failed; trying with the lists there are."
  apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null || die "apt-get install $* failed"
  [[ -d /run/systemd/system ]] || return 0
  local units=()
  # Newly installed by us: it must not come up at the next boot either.
  [[ " $* " != *" docker.io "* ]] || units+=(docker.service docker.socket containerd.service)
  [[ " $* " != *" podman "* ]] || units+=(podman.socket podman-restart.service podman-auto-update.timer)
  [[ " $* " != *" prometheus "* ]] || units+=(prometheus.service)
  [[ " $* " != *" prometheus-alertmanager "* ]] || units+=(prometheus-alertmanager.service)
  for unit in "${units[@]+"${units[@]}"}"; do
    systemctl disable --quiet "$unit" 2>/dev/null || true
  done
}

# Debian 13 and later ship the docker command in a package of its own.
docker_cli_package() {
  if apt-cache show docker-cli >/dev/null 2>&1; then say docker-cli; else say docker.io; fi
}

need_engine_packages() {
  need_packages dockerd=docker.io iptables=iptables busybox=busybox-static pgrep=procps
  need_packages "docker=$(docker_cli_package)"
}

# The ids of processes that carry the environment entry $1: whatever we started, and what that started.
marked_processes() {
  local environ pid
  grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | while read -r environ; do
    pid=${environ#/proc/}
    pid=${pid%/environ}
    [[ $pid == "$$" || $pid == "$BASHPID" ]] || say "$pid"
  done
}

# What engines hold on a machine besides processes: network links, mounts, cgroups. One line each, to compare before
# and after; what is not of an engine's making (sessions, timers) comes and goes by itself and is left out.
held() {
  local link
  for link in /sys/class/net/*; do
    case ${link##*/} in docker* | br-* | veth*) say "link ${link##*/}" ;; esac
  done
  awk -v tmp="${TMPDIR:-/tmp}/" 'index($5, tmp) == 1 || $5 ~ /docker|dockmedic|containerd|netns/ {print "mount " $5}' \
    /proc/self/mountinfo
  find /sys/fs/cgroup -mindepth 1 -maxdepth 4 -type d \( -name '*docker*' -o -name '*dockmedic*' -o -name '*containerd*' \) \
    2>/dev/null | sed 's/^/cgroup /' || true
}

# Builds the program in the checkout $1, and its start-up cache, unless nothing has changed since they were last built.
build_once() {
  compile_once "$1"
  # Without the cache it only starts more slowly; deploy/aot has said so.
  "$1/deploy/aot" || true
}

compile_once() (
  cd "$1" || exit
  local stamp=api/target/.built
  # Two that begin at once must not build into one folder; who comes second finds it built.
  mkdir -p api/target 2>/dev/null && { exec 9>api/target/.building; } 2>/dev/null && flock 9
  if [[ -e $stamp ]] && [[ -z $(find pom.xml .mvn ./*/pom.xml ./*/src/main -newer "$stamp" -print -quit) ]]; then
    return 0
  fi
  say "Building (once; a few minutes when Maven has nothing yet) …"
  local log
  log=$(mktemp)
  if ! mvn -B -q -ntp -Dquick -Dmaven.test.skip=true -pl api -am package </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "the build failed"
  fi
  rm -f "$log"
  touch "$stamp"
)

# The distribution's own address of Debian's archive, as one of its apt sources has it.
debian_archive() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1
}

# fetch_unstable COMPONENT INTO PACKAGE…: downloads packages of Debian's unstable suite into a new folder, with an apt that
# knows nothing but that, for this once. Nothing is installed.
fetch_unstable() {
  local component=$1 into=$2 site apt
  shift 2
  site=$(debian_archive)
  [[ -n $site ]] || die "no apt source of this machine is Debian's archive (after apt-get update?)"
  mkdir -p "$into"/{lists/partial,cache/archives/partial}
  chmod 755 "$into"
  say "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site unstable $component" > "$into/sources.list"
  apt=(apt-get -qq -o "Dir::Etc::sourcelist=$into/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::Lists=$into/lists" -o "Dir::Cache=$into/cache" -o APT::Sandbox::User=root)
  "${apt[@]}" update </dev/null
  (cd "$into" && "${apt[@]}" download "$@" </dev/null)
}

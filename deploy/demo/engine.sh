# A private engine in a folder of its own; sourced by the demo. Expects: home (the folder), name (unique).
# shellcheck shell=bash disable=SC2154

docker() { DOCKER_HOST="unix://$home/docker.sock" DOCKER_CONFIG="$home/cli" command docker "$@"; }

# Waits for a command to succeed, at most $1 seconds.
within() {
  local tries=$(($1 * 5))
  shift
  until "$@" >/dev/null 2>&1; do
    ((tries-- > 0)) || return 1
    sleep 0.2
  done
}

# Its own containerd, cgroups and configuration, no bridge, no packet filter, no kernel setting: a real engine on the
# same machine is not touched, and nothing outside the folder and its processes comes to be.
engine_start() {
  mkdir -p "$home"/{engine,exec,containerd,cli}
  echo '{}' >"$home/daemon.json"
  printf 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n' >"$home/containerd.toml"
  setsid containerd --config "$home/containerd.toml" --root "$home/containerd/root" --state "$home/containerd/state" \
    --address "$home/containerd.sock" >"$home/containerd.log" 2>&1 </dev/null &
  within 20 test -S "$home/containerd.sock" || { tail -n 20 "$home/containerd.log" >&2; return 1; }
  setsid dockerd --config-file "$home/daemon.json" --containerd "$home/containerd.sock" \
    --data-root "$home/engine" --exec-root "$home/exec" --pidfile "$home/docker.pid" --host "unix://$home/docker.sock" \
    --bridge none --iptables=false --ip-forward=false --ip-masq=false \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$name" >"$home/dockerd.log" 2>&1 </dev/null &
  within 40 docker version || { tail -n 20 "$home/dockerd.log" >&2; return 1; }
}

# An image without a registry: busybox with a link for each of its commands.
image_import() {
  local root=$home/image command
  mkdir -p "$root"/{bin,tmp,etc}
  cp "$(command -v busybox)" "$root/bin/busybox"
  for command in $("$root/bin/busybox" --list); do
    [[ $command == busybox ]] || ln -s busybox "$root/bin/$command"
  done
  tar -C "$root" -c . | docker import - "$1" >/dev/null
  rm -rf "$root"
}

engine_stop() {
  local pid signal
  if [[ -S $home/docker.sock ]]; then
    docker ps -aq 2>/dev/null | xargs -r env DOCKER_HOST="unix://$home/docker.sock" docker rm -f >/dev/null 2>&1 || true
  fi
  # In order: the engine tells its containerd good-bye. What does not listen is killed.
  for signal in TERM KILL; do
    for pid in $(pgrep -f "^dockerd .*$home/" || true) $(pgrep -f "^containerd .*$home/" || true); do
      kill "-$signal" "$pid" 2>/dev/null || true
      within 10 not_running "$pid" || true
    done
  done
  # Shims and what runs in containers, where the engine could not end them: their command lines name the folder.
  for pid in $(marked_processes "$mark"); do
    if [[ $pid != "$$" ]] && grep -qF "$home" "/proc/$pid/cmdline" 2>/dev/null; then kill -KILL "$pid" 2>/dev/null || true; fi
  done
  awk -v home="$home/" 'index($5, home) == 1 {print $5}' /proc/self/mountinfo | sort -r | while read -r mount; do
    umount -l "$mount" || true
  done
  find /sys/fs/cgroup -depth -type d -path "*/$name*" -exec rmdir {} \; 2>/dev/null || true
}

not_running() { ! kill -0 "$1" 2>/dev/null; }

# The six services of the demo, what befalls them, and what is expected. Sourced; expects docker(), tell(), medic.
# shellcheck shell=bash disable=SC2154

medic() { "$here/dockmedic" "$@"; }

# Asks Dockmedic itself, at the port its log names.
ready() {
  local port answer
  port=$(sed -n 's/.*Serving HTTP  address=127.0.0.1:\([0-9]*\).*/\1/p' "$home/dockmedic.log")
  [[ -n $port ]] || return 1
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /-/ready HTTP/1.0\r\n\r\n' >&3
  read -r answer <&3
  exec 3>&-
  [[ $answer == *" 200 "* ]]
}

# service NAME SCRIPT [docker options…]: consents to healing, restarts never by the engine's own policy.
service() {
  local service_name=$1 script=$2
  shift 2
  docker run -d --name "$service_name" --network none --label dockmedic.heal=true --stop-timeout 2 "$@" \
    dockmedic-demo/busybox:1 /bin/sh -c "trap 'exit 0' TERM; $script" >/dev/null
}

# Runs until it is told to stop. A shell as process 1 hears a signal only while it waits.
forever='while :; do sleep 600 & wait $!; done'

services_start() {
  service flaky "if [ ! -e /ran ]; then touch /ran; sleep 12; echo 'cannot reach the database'; exit 1; fi; $forever"
  service looper "echo 'config: unknown option --colour'; sleep 1; exit 3"
  service hungry "if [ ! -e /ran ]; then touch /ran; sleep 14; exec tail /dev/zero; fi; $forever" \
    --memory 16m --memory-swap 16m
  service sick "if [ ! -e /ran ]; then touch /ran; (sleep 14; touch /sick) & else rm -f /sick; fi; $forever" \
    --health-cmd 'test ! -e /sick || { echo deadlocked; exit 1; }' --health-interval 1s --health-retries 2
  service batch "$forever"
  service victim "$forever"
  tell "flaky   will exit with 1 once        -> to be restarted, and proven to run"
  tell "looper  exits at every start         -> not restarted for ever: one page, with the evidence"
  tell "hungry  will use up its memory       -> to be restarted once, and proven to run"
  tell "sick    will turn unhealthy          -> to be restarted, and proven to be healthy"
  tell "batch   will be stopped by a person  -> to be left alone"
  tell "victim  will be killed from outside  -> to be restarted, and proven to run"
}

person_stops() {
  tell "A person stops batch: docker stop batch"
  docker stop batch >/dev/null
}

outsider_kills() {
  tell "Something outside kills victim's process with SIGKILL"
  kill -KILL "$(docker inspect --format '{{.State.Pid}}' victim)"
}

running() { [[ $(docker inspect --format '{{.State.Running}}' "$1") == true ]]; }

# expect WORDS COMMAND…: says whether it holds; counts what does not.
expect() {
  local words=$1
  shift
  if "$@" >/dev/null 2>&1; then
    tell "  as expected: $words"
  else
    tell "  NOT so: $words"
    unmet=$((unmet + 1))
  fi
}

# row REGEX: some line of the incident list matches.
row() { grep -qE "$1" <<<"$incidents"; }
no_row() { ! row "$1"; }

all_as_expected() {
  local incidents unmet=0
  incidents=$(medic incidents --all --config "$home/dockmedic.yml" 2>/dev/null || true)
  expect "flaky runs again, and that is proven" running flaky
  expect "flaky's incident is healed" row 'ContainerExitedWithError +flaky .*healed'
  expect "hungry runs again" running hungry
  expect "hungry's incident says it ran out of memory, and is healed" row 'ContainerKilledOom +hungry .*healed'
  expect "sick runs and is healthy again" sick_is_healthy
  expect "sick's incident is healed" row 'ContainerUnhealthy +sick .*healed'
  expect "victim runs again" running victim
  expect "victim's incident is healed" row 'ContainerExitedWithError +victim .*healed'
  expect "batch is left alone, without an incident" batch_is_left_alone
  expect "looper is a crash loop, and a person was called" row 'ContainerCrashLoop +looper .*escalated'
  expect "looper's page came once" one_page_about_looper
  expect "nobody was called about the others" nobody_else_was_paged
  return "$((unmet > 0))"
}

sick_is_healthy() { [[ $(docker inspect --format '{{.State.Health.Status}}' sick) == healthy ]]; }
batch_is_left_alone() { ! running batch && no_row ' batch '; }
one_page_about_looper() { [[ $(grep -c '^PAGE: looper ' "$home/pager.log") == 1 ]]; }
nobody_else_was_paged() { [[ $(grep '^PAGE: ' "$home/pager.log" | grep -vc '^PAGE: looper ') == 0 ]]; }

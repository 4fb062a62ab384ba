# The JVM the program runs in: its flags, and the cache it starts fast with. Sourced after lib.sh, never run.
# Why each flag: docs/adr/0007-launcher-and-flags.md.
# shellcheck shell=bash disable=SC2034

jvm_flags=(
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=60000
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
  -XX:-AOTReplayTraining -XX:AsyncDeflationInterval=5000
  -Xms16m -Xmx64m -Xmn10m -Xss512k -XX:ReservedCodeCacheSize=64m -XX:+ExitOnOutOfMemoryError
)

# Added while the cache is made. Profiles are for the second compiler, which is off; to the first they cost 6 MB of code.
training_flags=(-XX:-AOTRecordTraining)

# Prints what the cache for the program in folder $1 must have been made of, one line each. It is compared here because
# the JVM runs classes of a cache also when their jar is another by now. Names are relative, so that the folder can move.
cache_needs() (
  cd "$1" || exit
  say "${jvm_flags[*]} ${training_flags[*]}"
  stat -c '%n %s %Y' "$JAVA_HOME/lib/modules" dockmedic-api-*.jar lib/*.jar
)

# Whether the cache in folder $1 fits what is there.
cache_fits() {
  [[ -r $1/dockmedic.aot && -r $1/dockmedic.aot.made-of ]] && [[ $(<"$1/dockmedic.aot.made-of") == "$(cache_needs "$1")" ]]
}

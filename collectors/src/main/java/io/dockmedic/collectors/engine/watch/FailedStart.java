package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A start that failed, as inspect shows it. The engine keeps its error from then until a start succeeds, and takes no note
 * of when it was: which one it is, is told by the run before it and the words, which name each endpoint anew.
 *
 * @param after    when the run before it began; the epoch where it has never run
 * @param error    the engine's words, redacted
 * @param exitCode as inspect says
 * @param seenAt   until when it is the only one of these words
 */
record FailedStart(Instant after, String error, int exitCode, Instant seenAt) {
    /** The engine quotes what a runtime printed. */
    private static final int LONGEST = 4096;
    private static final Set<String> REMOVED = Set.of("dead", "removing");

    /** Empty for one that runs, or was never to be started, or could be. */
    static Optional<FailedStart> of(ContainerState state, Redactor redactor, Instant seenAt) {
        if (!in(state)) {
            return Optional.empty();
        }
        String words = state.error().strip();
        String error = String.join("\n",
                redactor.lines(words.substring(0, Math.min(LONGEST, words.length())).lines().toList()));
        return Optional.of(new FailedStart(state.startedAt() == null ? Instant.EPOCH : state.startedAt(), error,
                state.exitCode(), seenAt));
    }

    /** Whether it is down because it could not be started the last time. The engine says in the same place why it could not be removed. */
    static boolean in(ContainerState state) {
        return !state.error().isBlank() && !REMOVED.contains(state.status())
                && (!state.running() || state.restarting());
    }

    /** Whether the other says nothing that this one does not. */
    boolean same(FailedStart other) {
        return after.equals(other.after) && error.equals(other.error) && exitCode == other.exitCode;
    }

    StartFailed told(Instant at, String host, Origin origin, Container container, StartCause startedBy) {
        return new StartFailed(at, host, origin, container, startedBy, StartFaults.of(error), error, exitCode);
    }
}

package io.dockmedic.testkit.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** At most so many acts in any stretch of time of that length. */
public record Budget(int acts, Duration within) {
    /** A call reaches the engine a little after the program has counted it. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The first act that was one too many. */
    public Optional<Call> exceededBy(List<Call> calls) {
        for (int last = acts; last < calls.size(); last++) {
            Instant first = calls.get(last - acts).arrived();
            if (Duration.between(first, calls.get(last).arrived()).compareTo(within.minus(TOLERANCE)) < 0) {
                return Optional.of(calls.get(last));
            }
        }
        return Optional.empty();
    }
}

package io.dockmedic.benchmarks.reaction;

import io.dockmedic.testkit.SocketProxy.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One death and what one side did about it, by stamps of others: the engine's on {@code die}, the proxy's on calls.
 *
 * @param whole from the death to the call that starts the container again
 * @param way   of that, until the proxy passed the engine's word of it on to the healer
 * @param gaps  the times after that in which no call of the healer about the container was under way, in order
 */
public record Reaction(Duration whole, Duration way, List<Duration> gaps) {
    public Reaction {
        gaps = List.copyOf(gaps);
    }

    /** All the healer itself did. */
    public Duration own() {
        return gaps.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The time in which the engine, or the proxy, had a call about the container. */
    Duration engine() {
        return whole.minus(way).minus(own());
    }

    /** What was done about {@code container} after it died; empty while no start or restart was asked for. */
    static Optional<Reaction> of(String container, Instant died, Instant heard, List<Exchange> asked) {
        List<Exchange> about = asked.stream()
                .filter(one -> one.arrived().isAfter(died) && one.request().path().contains("/containers/" + container))
                .toList();
        return about.stream()
                .filter(Reaction::starts)
                .findFirst()
                .map(start -> new Reaction(
                        Duration.between(died, start.arrived()), Duration.between(died, heard),
                        gaps(heard, about, start.arrived())));
    }

    private static boolean starts(Exchange one) {
        String path = one.request().path();
        return one.request().method().equals("POST") && (path.contains("/restart") || path.contains("/start"));
    }

    /** @param calls in the order they came */
    private static List<Duration> gaps(Instant heard, List<Exchange> calls, Instant end) {
        List<Duration> gaps = new ArrayList<>();
        Instant free = heard;
        for (Exchange call : calls) {
            if (call.arrived().isAfter(free)) {
                gaps.add(Duration.between(free, call.arrived()));
            }
            if (!call.arrived().isBefore(end)) {
                break;
            }
            Instant over = call.whole() == null ? call.answered() : call.whole();
            Instant answered = over == null || over.isAfter(end) ? end : over;
            free = answered.isAfter(free) ? answered : free;
        }
        return gaps;
    }
}

package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.StatsCalls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The engine's own account of its containers, a call for each, few at a time. A round waits a little for the answers; one
 * that takes longer is in a later round, and its container is asked again only then. One about which the engine says
 * nothing is left alone for a minute, so that those that hang do not take the others' turn.
 */
final class StatsSource implements Source {
    /** A current engine answers in milliseconds, one before 25 after a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofMinutes(1);
    /** After this a reading says nothing of now. */
    private static final Duration OLD = Duration.ofMinutes(1);

    private final StatsCalls calls;
    private final Clock clock;
    private final Timers timers;
    private final Map<Run, Sample> known = new HashMap<>();
    private final Map<Run, Trouble> troubles = new HashMap<>();
    private final Deque<Run> waiting = new ArrayDeque<>();
    private final Set<Run> asked = new HashSet<>();
    private final Set<Run> awaited = new HashSet<>();
    private Map<Run, Sighting> wanted = Map.of();
    private Promise<Void> answered = Promise.promise();

    /** @param until when it may be asked again */
    private record Trouble(String why, Instant until) {}

    StatsSource(StatsCalls calls, Clock clock, Timers timers) {
        this.calls = calls;
        this.clock = clock;
        this.timers = timers;
    }

    @Override
    public Future<Round> read(List<Sighting> running, Predicate<Sighting> which) {
        answered.tryComplete();
        awaited.clear();
        want(running);
        Set<Run> chosen = new HashSet<>();
        running.stream().filter(which).forEach(sighting -> chosen.add(Run.of(sighting)));
        if (chosen.isEmpty()) {
            return Future.succeededFuture(new Round(List.of(), ""));
        }
        Promise<Void> all = Promise.promise();
        answered = all;
        chosen.stream().filter(this::mayBeAsked).forEach(run -> {
            awaited.add(run);
            waiting.add(run);
        });
        Timers.Pending limit = timers.after(PATIENCE, all::tryComplete);
        next();
        isRoundOver();
        return all.future().map(over -> {
            limit.cancel();
            return found(chosen);
        });
    }

    @Override
    public void close() {
        want(List.of());
        answered.tryComplete();
    }

    /** What is of other containers, or of other runs of these, is forgotten; answers on their way will be. */
    private void want(List<Sighting> running) {
        Map<Run, Sighting> now = new HashMap<>();
        running.forEach(sighting -> now.put(Run.of(sighting), sighting));
        wanted = now;
        known.keySet().retainAll(now.keySet());
        troubles.keySet().retainAll(now.keySet());
        waiting.removeIf(run -> !now.containsKey(run));
    }

    private boolean mayBeAsked(Run run) {
        Trouble trouble = troubles.get(run);
        return !asked.contains(run) && !waiting.contains(run)
                && (trouble == null || !clock.now().isBefore(trouble.until()));
    }

    private void next() {
        while (asked.size() < StatsCalls.AT_ONCE && !waiting.isEmpty()) {
            Run run = waiting.remove();
            asked.add(run);
            calls.stats(Objects.requireNonNull(wanted.get(run)).state()).onComplete(result -> {
                asked.remove(run);
                Sighting still = wanted.get(run);
                if (still != null) {
                    took(run, still, result.result());
                }
                awaited.remove(run);
                isRoundOver();
                next();
            });
        }
    }

    private void isRoundOver() {
        if (awaited.isEmpty()) {
            answered.tryComplete();
        }
    }

    private void took(Run run, Sighting sighting, CallResult<Optional<Reading>> result) {
        switch (result) {
            case Done<Optional<Reading>>(Optional<Reading> reading) -> {
                troubles.remove(run);
                reading.ifPresentOrElse(
                        read -> known.put(run, new Sample(sighting, clock.now(), group(sighting), read)),
                        () -> known.remove(run));
            }
            case Refused<Optional<Reading>> no when no.error() == ErrorClass.NOT_FOUND
                    || no.error() == ErrorClass.CONFLICT -> {
                // Gone, or about to be: the watch hears of it.
                troubles.remove(run);
                known.remove(run);
            }
            case Refused<Optional<Reading>> no -> troubles.put(run, new Trouble(no.message(),
                    // Nothing was asked of an engine that is not there: the next round may try.
                    no.error() == ErrorClass.UNREACHABLE ? clock.now() : clock.now().plus(REST)));
            case Unknown<Optional<Reading>>(String why) ->
                troubles.put(run, new Trouble(why, clock.now().plus(REST)));
        }
    }

    /** The engine does not tell where its group is. */
    private static String group(Sighting sighting) {
        return "/docker/" + sighting.container().id();
    }

    private Round found(Set<Run> chosen) {
        Instant old = clock.now().minus(OLD);
        known.values().removeIf(sample -> sample.at().isBefore(old));
        String trouble = troubles.isEmpty()
                ? ""
                : "the engine does not say how " + troubles.size() + " of them are: "
                        + troubles.values().iterator().next().why();
        return new Round(known.entrySet()
                .stream()
                .filter(one -> chosen.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList(), trouble);
    }
}

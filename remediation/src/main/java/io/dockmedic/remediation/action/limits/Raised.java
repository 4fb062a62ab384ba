package io.dockmedic.remediation.action.limits;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * To what our acts have raised limits, and from where, so that raise upon raise has one ceiling. A limit that is none of
 * those was set by somebody else, and counts as a first one. In step with the journal; of at most 1,000 containers, those
 * raised last. To be used on one context.
 */
final class Raised {
    private static final int MOST = 1_000;

    /** @param run that the container had last before the raise */
    private record Raise(Limit first, @Nullable Instant run) {}

    private final LinkedHashMap<String, Map<Long, Raise>> byContainer = new LinkedHashMap<>();

    /** An act is about to raise a limit, or has. */
    void note(String container, Change change, @Nullable Instant run) {
        byContainer.computeIfAbsent(container, first -> new HashMap<>())
                .put(change.to().bytes(), new Raise(change.first(), run));
        if (byContainer.size() > MOST) {
            byContainer.pollFirstEntry();
        }
    }

    /** It was not raised to that after all. */
    void forget(String container, Limit to) {
        byContainer.getOrDefault(container, new HashMap<>()).remove(to.bytes());
    }

    /** The same of an act of before our restart. */
    void note(ActRecord act) {
        Change.of(act).ifPresent(change -> note(act.container(), change, act.startedBefore()));
    }

    /** The limit before the first of our raises that is still in place; the one that it has where none is. */
    Limit first(ContainerState state) {
        Raise raise = raise(state);
        return raise == null ? Limit.of(state) : raise.first();
    }

    /** Whether its limit was raised and it has not run since. */
    boolean untried(ContainerState state) {
        Raise raise = raise(state);
        return raise != null && !state.running() && Objects.equals(millis(raise.run()), millis(state.startedAt()));
    }

    private @Nullable Raise raise(ContainerState state) {
        return byContainer.getOrDefault(state.id(), Map.of()).get(state.limits().memoryBytes());
    }

    /** The journal keeps no more. */
    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }
}

package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Some starts fail before the engine has said anything of them: a network that is gone, a container to share one with that
 * does not run (20.10, 28.5). So a container that was made, or is to be restarted by its policy, is looked at a moment
 * later when no start of it was heard of. For one context.
 */
final class UntoldStarts {
    /** Five times the policy's back-off begins anew within that: 0.1 s, and twice as long each time. */
    private static final Duration LATER = Duration.ofSeconds(5);

    /** After which word of the engine's, which containers. */
    private static final Map<String, Predicate<Tracker>> FOLLOWED = Map.of(
            "create", tracker -> tracker.run().equals(Instant.EPOCH),
            "die", Tracker::engineRestarts);

    private final Timers timers;
    private final Inventory inventory;
    private final Consumer<String> look;

    /** @param look has a container looked at, by its id */
    UntoldStarts(Timers timers, Inventory inventory, Consumer<String> look) {
        this.timers = timers;
        this.inventory = inventory;
        this.look = look;
    }

    /** The message was dealt with. */
    void heard(EngineMessage message) {
        Predicate<Tracker> waits = FOLLOWED.get(message.action());
        if (waits == null || message.replayed() || !waits(message.id(), waits)) {
            return;
        }
        timers.after(LATER, () -> {
            if (waits(message.id(), waits)) {
                look.accept(message.id());
            }
        });
    }

    private boolean waits(String id, Predicate<Tracker> waits) {
        return inventory.known(id).filter(tracker -> !tracker.running()).filter(waits).isPresent();
    }
}

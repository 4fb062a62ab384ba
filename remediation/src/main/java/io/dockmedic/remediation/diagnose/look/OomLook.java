package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.host.kernel.LimitKill;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which of its processes the kernel killed last for want of memory, and how much that held, by the kernel's own log. */
final class OomLook implements Look {
    /** How much later than the first process the engine may say that a run began. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** The kernel's log is read once a second, so right after an end it may not be known yet. */
    private static final Duration READ = Duration.ofMillis(1_500);
    private static final Duration JUST_NOW = Duration.ofSeconds(3);

    private final Function<String, Optional<LimitKill>> kills;
    private final Clock clock;
    private final Timers timers;

    /** @param kills by a container's full id */
    OomLook(Function<String, Optional<LimitKill>> kills, Clock clock, Timers timers) {
        this.kills = kills;
        this.clock = clock;
        this.timers = timers;
    }

    @Override
    public Future<Part> at(Seen seen) {
        Optional<Part> known = known(seen);
        if (known.isPresent() || !seen.state().oomKilled() || !justNow(seen.state().finishedAt())) {
            return Future.succeededFuture(known.orElse(Part.NOTHING));
        }
        Promise<Part> later = Promise.promise();
        timers.after(READ, () -> later.complete(known(seen).orElse(Part.NOTHING)));
        return later.future();
    }

    private boolean justNow(@Nullable Instant end) {
        return end != null && Duration.between(end, clock.shown(clock.now())).abs().compareTo(JUST_NOW) < 0;
    }

    private Optional<Part> known(Seen seen) {
        Instant began = seen.state().startedAt();
        return kills.apply(seen.container().id())
                .filter(kill -> began == null || !clock.shown(kill.at()).isBefore(began.minus(LATER)))
                .map(kill -> part(kill, seen.state().limits().memoryBytes()));
    }

    private Part part(LimitKill kill, long limit) {
        String at = clock.shown(kill.at()).toString();
        JsonObject json = new JsonObject().put("at", at)
                .put("process", kill.process())
                .put("pid", kill.pid())
                .put("heldBytes", kill.bytes())
                .put("limitBytes", limit);
        return new Part(new JsonObject().put("oom", json), List.of("At " + at + " the kernel killed "
                + (kill.process().isEmpty() ? "a process of it" : kill.process() + " (" + kill.pid() + ")")
                + " for want of memory"
                + (kill.bytes() > 0 ? "; it held " + mebi(kill.bytes()) : "")
                + (limit > 0 ? "; all together may have " + mebi(limit) : "") + "."), List.of());
    }

    private static String mebi(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}

package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.view.Bystanders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How what was cut off is taken up. The last call may have reached the engine and be under way still, and what others did
 * meanwhile may be heard only now: both are waited for.
 */
final class Resumption {
    private static final Duration SETTLES = Duration.ofSeconds(20);
    /** A busy engine takes its time, and what it makes after that would be left over. */
    private static final Duration CREATES = Duration.ofSeconds(90);

    private final boolean resumed;
    private final String step;
    private final String of;
    private final Instant at;
    private @Nullable Instant heardBy;
    private Instant asked;
    private boolean decided;

    private Resumption(boolean resumed, String step, String of, Instant at) {
        this.resumed = resumed;
        this.decided = !resumed;
        this.step = step;
        this.of = of;
        this.at = at;
        this.asked = at;
    }

    /** Of what was not cut off. */
    static Resumption none() {
        return new Resumption(false, "", "", Instant.MIN);
    }

    /** Of what was cut off with these notes. */
    static Resumption of(Map<String, String> notes) {
        return new Resumption(true, notes.getOrDefault(Calling.STEP, ""), notes.getOrDefault(Calling.OF, ""),
                Instant.ofEpochMilli(Long.parseLong(notes.getOrDefault(Calling.AT, "0"))));
    }

    boolean resumed() {
        return resumed;
    }

    /** Whether it is still to be waited, now that the engine answers. */
    boolean waits(World world, Instant now) {
        Instant by = heardBy;
        if (by == null) {
            by = now.plus(Bystanders.SHUTDOWN);
            heardBy = by;
            // By a clock that was set back it may be ahead.
            asked = at.isAfter(now) ? now : at;
        }
        return now.isBefore(by) || stops(world, now) || creates(world, now);
    }

    private boolean stops(World world, Instant now) {
        return step.equals("stop") && (stops(world.old(), now) || stops(world.made(), now));
    }

    private boolean stops(@Nullable ContainerState state, Instant now) {
        return state != null && state.id().equals(of) && state.running()
                && now.isBefore(asked.plus(StopTimeout.of(state)).plus(SETTLES));
    }

    private boolean creates(World world, Instant now) {
        return step.equals("create") && world.made() == null && now.isBefore(asked.plus(CREATES));
    }

    /** Whether that one was being removed by us. */
    boolean removed(String container) {
        return step.equals("remove") && of.equals(container);
    }

    boolean undecided() {
        return !decided;
    }

    /**
     * What runs already under the service's name is given its time; anything else is put back, unless what is down could not be started
     * again: that goes on.
     */
    Known decide(Known known, World world) {
        decided = true;
        ContainerState made = world.made();
        boolean goesOn = made != null && made.running() && made.name().equals(known.name());
        ContainerState old = world.old();
        boolean noWayBack = known.bound() && known.ran() && old != null && !old.running()
                && (made != null || known.made().isEmpty());
        return known.committed() || goesOn || noWayBack
                ? known
                : known.goingBack("Dockmedic ended in the middle");
    }
}

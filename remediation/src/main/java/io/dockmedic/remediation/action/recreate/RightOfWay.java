package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.view.Bystanders;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who does something to the service meanwhile comes first. */
final class RightOfWay {
    private static final Duration DEATH_FOLLOWS = Duration.ofSeconds(5);

    private RightOfWay() {}

    /** By when they are done: whoever sent it a signal may be stopping it. */
    static Instant doneBy(Bystanders.Deed deed, World world) {
        Duration stops = deed.what().equals("kill") ? longest(world).plus(DEATH_FOLLOWS) : Duration.ZERO;
        return deed.heard().plus(stops.compareTo(Bystanders.SHUTDOWN) > 0 ? stops : Bystanders.SHUTDOWN);
    }

    /**
     * What they have left running stays; else all is put back.
     *
     * @param down whether they have asked for the service's end
     */
    static Known taken(Known known, Bystanders.Deed deed, boolean down, World world) {
        Known now = known.down(down);
        if (known.committed()) {
            return now;
        }
        ContainerState old = world.old();
        ContainerState made = world.made();
        boolean theirs = old != null && made != null && !known.made().isEmpty() && made.running() && !old.running();
        return theirs ? now.nowProven() : now.goingBack("somebody did " + deed.what() + " in the middle");
    }

    private static Duration longest(World world) {
        Duration old = running(world.old());
        Duration made = running(world.made());
        return old.compareTo(made) > 0 ? old : made;
    }

    private static Duration running(@Nullable ContainerState state) {
        return state != null && state.running() ? StopTimeout.of(state) : Duration.ZERO;
    }
}

package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.decide.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For how long what is seen has to last before it is believed. To be used on one context. */
final class Patience {
    /** What runs so long is not what dies at once. */
    private static final Duration PROOF = Duration.ofSeconds(5);

    private @Nullable Instant run;
    private Instant runsSince = Instant.MIN;
    private @Nullable Move doubted;
    private Instant doubtedUntil = Instant.MIN;

    /** Whether that run may be one that dies at once. */
    boolean mayDieAtOnce(ContainerState made, Instant now) {
        if (!Objects.equals(run, made.startedAt())) {
            run = made.startedAt();
            runsSince = now;
        }
        return now.isBefore(runsSince.plus(PROOF));
    }

    /** Who did what this goes back for, or asked for it, may be heard of in a moment. */
    boolean doubtful(Move.GoBack back, Instant now) {
        if (!back.equals(doubted)) {
            doubted = back;
            doubtedUntil = now.plus(Touches.GRACE);
        }
        return now.isBefore(doubtedUntil);
    }
}

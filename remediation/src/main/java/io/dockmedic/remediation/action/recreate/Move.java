package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;

/** What is to be done next. */
sealed interface Move {
    /** Make the new one. */
    record Make() implements Move {}

    /** Give it another restart policy. */
    record Policy(String container, RestartPolicy policy) implements Move {}

    /** Stop it. */
    record Stop(String container, Duration timeout) implements Move {}

    /** Give it another name. */
    record Rename(String container, String name) implements Move {}

    /** Start it. */
    record Start(String container) implements Move {}

    /** Remove it; its volumes stay. */
    record Remove(String container) implements Move {}

    /** See whether the new one goes on running. */
    record Watch() implements Move {}

    /** All is to be put back. */
    record GoBack(String why) implements Move {}

    /** It is over. */
    record End(Outcome outcome) implements Move {}
}

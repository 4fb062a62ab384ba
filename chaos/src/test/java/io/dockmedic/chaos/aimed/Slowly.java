package io.dockmedic.chaos.aimed;

import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Calls that an engine is done with in no time, in which no kill would fall. */
final class Slowly {
    /** The engine gets it at once, and who called it has its answer a good second later. */
    static final Treatment ANSWERED = new Treatment.At(Moment.ANSWERED,
            () -> LockSupport.parkNanos(Duration.ofMillis(1500).toNanos()));

    private Slowly() {}
}

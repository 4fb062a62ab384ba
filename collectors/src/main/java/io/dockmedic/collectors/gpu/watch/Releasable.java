package io.dockmedic.collectors.gpu.watch;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Lets go of the GPUs, so that a person can reset one or unload the driver. May be asked from any thread. */
public interface Releasable {
    /**
     * How it stands.
     *
     * @param open what could not be closed, for a person, a call that hangs say; empty when nothing is open
     */
    record Released(Release release, String open) {}

    /**
     * Closes all that we have of GPUs, and opens nothing before it is time or {@link #takeBack}. Done again it is for as long
     * from now on. Fails with {@link TakenException} where an act of ours is to have them and somebody else has, or the other way
     * round, and where an act's cannot be kept on disk: it holds all the same then, until it is taken back. A person's holds, until we
     * end.
     *
     * @return when all is closed, or it is known that it cannot be for now; then it is tried again every round
     */
    Future<Released> letGo(Duration length, String by, String reason);

    /** Ends it; empty when none was in force. Fails with {@link TakenException} while an act of ours has them, which ends it itself. */
    Future<Optional<Release>> takeBack(String by);

    /** The last one, also when it is over; empty when there was none. */
    Optional<Released> released();
}

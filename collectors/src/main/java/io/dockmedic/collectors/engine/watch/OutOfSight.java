package io.dockmedic.collectors.engine.watch;

import java.time.Instant;

/**
 * Since when the engine has not been seen, kept over our own restart.
 *
 * @param since  in our time
 * @param engine whether it has been away since, as far as we could tell
 * @param ours   whether it was there when we ended: it may have gone right then, and was not seen going
 */
record OutOfSight(Instant since, boolean engine, boolean ours) {
    /** The same, and what is known since. */
    OutOfSight and(OutOfSight later) {
        return new OutOfSight(since, engine || later.engine, ours);
    }
}

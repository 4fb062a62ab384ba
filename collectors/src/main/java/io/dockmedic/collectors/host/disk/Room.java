package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Asks one file system how full it is, now, for whoever is about to make room on it. Safe for use by several threads. */
public final class Room {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HangGuard guard;
    private final Statfs statfs;

    public Room(Vertx vertx, Timers timers, Statfs statfs) {
        this.guard = new HangGuard(vertx, timers, "room");
        this.statfs = statfs;
    }

    /** @return fails with the reason when it does not answer within 5 s */
    public Future<Usage> on(String mountpoint) {
        return guard.call(mountpoint, DEADLINE, () -> statfs.read(mountpoint));
    }
}

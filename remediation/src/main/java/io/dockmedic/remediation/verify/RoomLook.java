package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.room.Gauge;
import io.dockmedic.remediation.room.Goal;
import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.util.Optional;

/** Whether there is room. What an engine removes may be freed a moment later. */
record RoomLook(Wanted wanted, Gauge gauge) implements Look {
    @Override
    public Future<Optional<Found>> once() {
        return gauge.on(wanted.mountpoint()).map(usage -> Optional.of(found(usage))).otherwise(Optional.empty());
    }

    private Found found(Usage usage) {
        return new Found(wanted.goal().reached(usage), wanted.mountpoint(),
                "only " + Goal.words(usage) + " of " + wanted.mountpoint() + " are free");
    }

    @Override
    public String unseen() {
        return "it could not be measured";
    }

    @Override
    public String asked() {
        return "not " + wanted.goal().words();
    }
}

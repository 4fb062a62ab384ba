package io.dockmedic.remediation.room;

import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;

/** Measures how full a file system is, now. */
@FunctionalInterface
public interface Gauge {
    /** @return fails with the reason when it does not answer in time */
    Future<Usage> on(String mountpoint);
}

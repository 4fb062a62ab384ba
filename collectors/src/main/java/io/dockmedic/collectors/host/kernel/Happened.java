package io.dockmedic.collectors.host.kernel;

import java.time.Instant;

/** When, and on which host. */
record Happened(Instant at, String host) {}

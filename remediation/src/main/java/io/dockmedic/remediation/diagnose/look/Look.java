package io.dockmedic.remediation.diagnose.look;

import io.vertx.core.Future;

/** Looks at one thing more of a container, when a diagnosis is made. Changes nothing. */
@FunctionalInterface
public interface Look {
    /** What it found. The future never fails: what cannot be had is named in the part. */
    Future<Part> at(Seen seen);
}

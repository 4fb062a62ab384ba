package io.dockmedic.remediation.action;

import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;

/** An action of several calls: what came of it, when it was cut off, only it can find out, and bring to an end. */
public interface SelfSettling extends Action {
    /** Finds out what came of an act that was cut off, and writes it down. The future never fails. */
    Future<Outcome> settle(ActRecord act);
}

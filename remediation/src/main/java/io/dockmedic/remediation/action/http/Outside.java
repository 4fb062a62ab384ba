package io.dockmedic.remediation.action.http;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.Steps;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * With what a call over HTTP is made.
 *
 * @param allowed those that the owner allows, and no others
 * @param steps   where it is written down that it begins, and how it was answered
 * @param heard   where what was answered is kept
 */
public record Outside(EngineCalls calls, List<HttpCall> allowed, Steps steps, Heard heard, Vertx vertx, Clock clock) {
    public Outside {
        allowed = List.copyOf(allowed);
    }
}

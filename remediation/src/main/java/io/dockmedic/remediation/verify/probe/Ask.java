package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.vertx.core.Future;
import java.time.Duration;

/** Asks a container that runs whether it does what it is there for. For one proof; to be used on one context. */
public interface Ask {
    /** Asks once, and not for longer than its own timeout. The future never fails. */
    Future<Said> once(ContainerState container);

    /** How long to wait from one answer to the next question. */
    default Duration every() {
        return Duration.ofSeconds(2);
    }
}

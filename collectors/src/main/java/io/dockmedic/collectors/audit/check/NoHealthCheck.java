package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Answer;
import java.util.List;

/** Nothing tells whether the program works. */
final class NoHealthCheck {

    private static final String INSTEAD = "healthcheck: {test: [CMD, PROGRAM], interval: 30s, timeout: 5s, retries: 3}";

    static final Check CHECK = Check.alone("health-check-missing", Severity.WARNING,
            "There is no health check: a program that hangs looks like one that works. In a file it is `info`, for the"
                    + " image may bring one.",
            "`" + INSTEAD + "`", NoHealthCheck::look);

    private static List<Flaw> look(Setup setup) {
        if (setup.job() || setup.healthCheck() == Answer.YES) {
            return List.of();
        }
        return List.of(setup.healthCheck() == Answer.NO
                ? Flaw.warning("healthcheck", "no health check: if it hangs, nobody notices", INSTEAD)
                : Flaw.info("healthcheck", "no health check here; its image may bring one", INSTEAD));
    }

    private NoHealthCheck() {}
}

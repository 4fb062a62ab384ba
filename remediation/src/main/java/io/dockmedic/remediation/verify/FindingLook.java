package io.dockmedic.remediation.verify;

import io.dockmedic.remediation.action.Finding;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether what an action about the machine is about is well. */
record FindingLook(Supplier<Optional<Finding>> now) implements Look {
    @Override
    public Future<Optional<Found>> once() {
        return Future.succeededFuture(
                now.get().map(finding -> new Found(finding.asAsked(), "", finding.words())));
    }

    @Override
    public String unseen() {
        return "it could not be seen";
    }

    @Override
    public String asked() {
        return "and not well for as long as is asked";
    }
}

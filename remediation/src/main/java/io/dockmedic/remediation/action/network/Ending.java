package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Finds out by looking what came of an act that was cut off or not answered. Calls nothing: what is left to do the next
 * attempt does. While the engine does not answer there is no outcome, however long it takes. To be used once.
 */
final class Ending {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Reconnecting with;
    private final ActRecord act;
    private final Instant until;
    private final Promise<Outcome> outcome = Promise.promise();

    Ending(Reconnecting with, ActRecord act) {
        this.with = with;
        this.act = act;
        this.until = act.notAfter(with.clock().now()).deadline();
    }

    /** The future never fails. */
    Future<Outcome> find() {
        read();
        return outcome.future();
    }

    private void read() {
        with.steps()
                .notes(act.id())
                .onFailure(unread -> with.timers().after(EVERY, this::read))
                .onSuccess(notes -> {
                    Progress progress = Progress.read(notes);
                    if (progress == null) {
                        outcome.complete(new Outcome.Refused(ErrorClass.CONFLICT,
                                "not called: Dockmedic ended before the first call"));
                    } else {
                        look(progress);
                    }
                });
    }

    private void look(Progress progress) {
        with.remakes().blueprint(act.container()).onSuccess(seen -> {
            switch (seen) {
                case CallResult.Done<Blueprint>(Blueprint now) -> seen(progress, now.name(), now.endpoints().keySet());
                case CallResult.Refused<Blueprint>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    over(progress, new Outcome.Refused(error, message));
                case CallResult.Refused<Blueprint> refused -> with.timers().after(EVERY, () -> look(progress));
                case CallResult.Unknown<Blueprint> unknown -> with.timers().after(EVERY, () -> look(progress));
            }
        });
    }

    private void seen(Progress progress, String name, Collection<String> on) {
        List<String> there = progress.called().stream().filter(on::contains).toList();
        if (there.size() < progress.called().size() && with.clock().now().isBefore(until)) {
            // The call may still be on its way.
            with.timers().after(EVERY, () -> look(progress));
        } else if (there.size() == progress.wanted().size()) {
            over(progress, new Outcome.Done(Came.done(there, name)));
        } else if (there.isEmpty()) {
            over(progress, new Outcome.Refused(ErrorClass.CONFLICT, "not done: it is on none of "
                    + String.join(", ", progress.wanted())));
        } else {
            List<String> left = progress.wanted().stream().filter(network -> !there.contains(network)).toList();
            over(progress, new Outcome.Failed(Came.done(there, name) + "; not to " + String.join(", ", left)));
        }
    }

    private void over(Progress progress, Outcome came) {
        for (int part = 1; part <= progress.begun(); part++) {
            with.ledger()
                    .publish(new OwnAct(OwnAct.part(act.id(), part), act.container(), Joins.CONNECT, with.clock().now(),
                            OwnAct.Phase.ENDED));
        }
        outcome.complete(came);
    }
}

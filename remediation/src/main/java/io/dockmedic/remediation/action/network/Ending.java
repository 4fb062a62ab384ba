package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.Afterwards;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out by looking what came of an act that was cut off or not answered. Calls nothing: what is left to do the next
 * attempt does. To be used once, on one context.
 */
final class Ending {
    private final Reconnecting with;
    private final ActRecord act;
    private final Instant until;

    Ending(Reconnecting with, ActRecord act) {
        this.with = with;
        this.act = act;
        this.until = act.notAfter(with.clock().now()).deadline();
    }

    /** The future never fails. */
    Future<Outcome> find() {
        return new Afterwards(with.steps(), with.timers(), this::look).of(act.id());
    }

    private Future<Optional<Outcome>> look(Map<String, String> notes) {
        Progress progress = Progress.read(notes);
        return progress == null
                ? Future.succeededFuture(Optional.of(new Outcome.Refused(ErrorClass.CONFLICT,
                        "not called: Dockmedic ended before the first call")))
                : with.remakes().blueprint(act.container()).map(seen -> {
                    Optional<Outcome> came = seen(progress, seen);
                    came.ifPresent(known -> over(progress));
                    return came;
                });
    }

    private Optional<Outcome> seen(Progress progress, CallResult<Blueprint> result) {
        return switch (result) {
            case CallResult.Done<Blueprint>(Blueprint now) -> seen(progress, now.name(), now.endpoints().keySet());
            case CallResult.Refused<Blueprint>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                Optional.of(new Outcome.Refused(error, message));
            case CallResult.Refused<Blueprint> refused -> Optional.empty();
            case CallResult.Unknown<Blueprint> unknown -> Optional.empty();
        };
    }

    private Optional<Outcome> seen(Progress progress, String name, Collection<String> on) {
        List<String> there = progress.called().stream().filter(on::contains).toList();
        if (there.size() < progress.called().size() && with.clock().now().isBefore(until)) {
            // The call may still be on its way.
            return Optional.empty();
        }
        if (there.size() == progress.wanted().size()) {
            return Optional.of(new Outcome.Done(Came.done(there, name)));
        }
        if (there.isEmpty()) {
            return Optional.of(new Outcome.Refused(ErrorClass.CONFLICT, "not done: it is on none of "
                    + String.join(", ", progress.wanted())));
        }
        List<String> left = progress.wanted().stream().filter(network -> !there.contains(network)).toList();
        return Optional.of(new Outcome.Failed(Came.done(there, name) + "; not to " + String.join(", ", left)));
    }

    private void over(Progress progress) {
        for (int part = 1; part <= progress.begun(); part++) {
            with.ledger()
                    .publish(new OwnAct(OwnAct.part(act.id(), part), act.container(), Joins.CONNECT, with.clock().now(),
                            OwnAct.Phase.ENDED));
        }
    }
}

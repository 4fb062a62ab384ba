package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageNames;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Finds out what came of an act that was cut off, by our own end or by a call that was not answered. At most one call was under
 * way, and it may go on for a while; what it named is looked for. Nothing of it is done a second time: what is gone is not
 * in the next plan.
 */
final class Aftermath {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final Clearing with;
    private final ActRecord act;
    private final Instant until;
    private final Promise<Outcome> outcome = Promise.promise();

    private Aftermath(Clearing with, ActRecord act) {
        this.with = with;
        this.act = act;
        this.until = with.clock().now().plus(AT_MOST);
    }

    static Future<Outcome> of(Clearing with, ActRecord act) {
        Aftermath aftermath = new Aftermath(with, act);
        aftermath.look();
        return aftermath.outcome.future();
    }

    private void look() {
        with.removals().open(act.id()).compose(open -> Answers.each(open, this::seen)).onComplete(looked -> {
            if (looked.succeeded() && looked.result()) {
                end();
            } else {
                with.timers().after(EVERY, this::look);
            }
        });
    }

    /** Whether it is known what came of it. */
    private Future<Boolean> seen(Thing thing) {
        if (!thing.kind().equals(UntaggedImages.KIND)) {
            return came(thing, Removals.UNKNOWN, "cut off");
        }
        return with.calls().imageNames(thing.id()).compose(result -> switch (result) {
            case CallResult.Refused<ImageNames>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                came(thing, Removals.REMOVED, "cut off");
            case CallResult.Done<ImageNames> there when !with.clock().now().isBefore(until) ->
                came(thing, Removals.LEFT, "cut off");
            default -> Future.succeededFuture(false);
        });
    }

    private Future<Boolean> came(Thing thing, String what, String why) {
        return with.removals().came(act.id(), List.of(thing), what, why, with.clock().now()).map(on -> true);
    }

    private void end() {
        with.removals()
                .removed(act.id())
                .map(gone -> "cut off in the middle, with " + gone.size() + " things removed, of "
                        + Bytes.text(gone.stream().mapToLong(Thing::bytes).sum()))
                .otherwise("cut off in the middle")
                .onSuccess(text -> outcome.complete(new Outcome.Done(text)));
    }
}

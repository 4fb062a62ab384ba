package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Brings to its end what was cut off: the container goes on, and what was written is kept only if it was verified by then. To be used once. */
final class Ending {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration DISK = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String NOT = "not backed up: ";
    private static final String CUT = "it was cut off in the middle";

    private final Backing with;
    private final ActRecord act;
    private final Promise<Outcome> outcome = Promise.promise();

    Ending(Backing with, ActRecord act) {
        this.with = with;
        this.act = act;
    }

    /** The future never fails. */
    Future<Outcome> find() {
        with.bystanders().watch(act.id(), act.service(), act.container());
        read();
        return outcome.future().onComplete(found -> with.bystanders().forget(act.id()));
    }

    /** Nothing is done before it is known how far it came. */
    private void read() {
        with.steps()
                .notes(act.id())
                .onFailure(unread -> with.timers().after(EVERY, this::read))
                .onSuccess(notes -> Hold.left(with, act.id(), act.container(), notes)
                        .map(Hold::giveBack)
                        .orElseGet(() -> Future.succeededFuture(new Hold.Back.Up(true)))
                        .compose(back -> cleared(notes, with.clock().now().plus(PATIENCE))
                                .map(kept -> came(back, sure(notes), kept)))
                        .onComplete(outcome));
    }

    /** Whether it was known to be held, or was not to be. */
    private boolean sure(Map<String, String> notes) {
        return Grip.of(notes, with.clock().now()).map(grip -> grip.sure() || grip.how() == Quiet.NONE).orElse(true);
    }

    /** Where it is kept; empty when it is not, or the disk has not said so for long. */
    private Future<String> cleared(Map<String, String> notes, Instant until) {
        String noted = notes.getOrDefault(Run.PART, "");
        if (noted.isEmpty()) {
            return Future.succeededFuture("");
        }
        Path part = Path.of(noted);
        return with.guard()
                .call(Run.disk(part), DISK, () -> {
                    boolean kept = Shelf.isKept(part, notes.getOrDefault(Run.SUM, ""));
                    Shelf.drop(part);
                    return kept ? Shelf.kept(part).toString() : "";
                })
                .recover(unknown -> {
                    if (!(unknown instanceof StuckException) || !with.clock().now().isBefore(until)) {
                        return Future.succeededFuture("");
                    }
                    Promise<String> later = Promise.promise();
                    with.timers().after(EVERY, () -> cleared(notes, until).onComplete(later));
                    return later.future();
                });
    }

    private static Outcome came(Hold.Back back, boolean sure, String kept) {
        return switch (back) {
            case Hold.Back.Unsure(String why) -> new Outcome.Unknown(why + (kept.isEmpty() ? "" : "; kept is " + kept));
            case Hold.Back any when !kept.isEmpty() -> new Outcome.Done(
                    "backed up to " + kept + ", as was seen afterwards");
            case Hold.Back.Never(String why) -> new Outcome.Failed(NOT + why);
            case Hold.Back.Left(String why) -> new Outcome.Failed(NOT + CUT + ", and " + why);
            case Hold.Back.Up up -> new Outcome.Failed(NOT + (sure
                    ? CUT
                    : "the engine did not answer when it was to be held still; it goes on"));
        };
    }
}

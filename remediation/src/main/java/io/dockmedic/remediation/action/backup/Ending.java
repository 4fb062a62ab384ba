package io.dockmedic.remediation.action.backup;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Brings to its end what was cut off: the container goes on, and what was written is kept only if it was verified by then. To be used once. */
final class Ending {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration DISK = Duration.ofMinutes(1);

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
                        .compose(back -> cleared(notes).map(words -> came(back, words)))
                        .onComplete(outcome));
    }

    /** Where it is kept; empty when it is not. */
    private Future<String> cleared(Map<String, String> notes) {
        String noted = notes.getOrDefault(Run.PART, "");
        if (noted.isEmpty()) {
            return Future.succeededFuture("");
        }
        Path part = Path.of(noted);
        return with.guard()
                .call(act.id(), DISK, () -> {
                    boolean kept = Shelf.isKept(part);
                    Shelf.drop(part);
                    return kept ? Shelf.kept(part).toString() : "";
                })
                .otherwise("");
    }

    private static Outcome came(Hold.Back back, String kept) {
        return switch (back) {
            case Hold.Back.Stuck(String why) -> new Outcome.Unknown("it was held still and does not go on: " + why);
            case Hold.Back.Left left when kept.isEmpty() -> new Outcome.Failed(
                    "not backed up: Dockmedic ended in the middle, and " + left.why());
            case Hold.Back up when kept.isEmpty() -> new Outcome.Failed("not backed up: Dockmedic ended in the middle");
            case Hold.Back up -> new Outcome.Done("backed up to " + kept + ", right before Dockmedic ended");
        };
    }
}

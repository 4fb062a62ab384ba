package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds out what came of an act that was cut off, by our own end or by a call that was not answered: looks whether anything is
 * left of what was to go. Comes to an end in two minutes whatever the engine and the journal answer, or do not. Nothing is
 * done a second time.
 */
final class Aftermath {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int SHOWN = 5;
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private final Clearing with;
    private final ActRecord act;
    private final List<Stage> stages;
    private final Instant until;
    private final Promise<Outcome> outcome = Promise.promise();
    /** What was being removed, as far as that is known, for a person. */
    private String underWay = "it";

    private Aftermath(Clearing with, ActRecord act, List<Stage> stages) {
        this.with = with;
        this.act = act;
        this.stages = stages;
        Instant now = with.clock().now();
        Instant latest = now.plus(AT_MOST);
        Instant end = act.deadline().isBefore(latest) ? act.deadline() : latest;
        // However long ago it was cut off: one look is made.
        Instant least = now.plus(EVERY);
        this.until = end.isBefore(least) ? least : end;
    }

    /** @param stages what goes, by the settings of then */
    static Future<Outcome> of(Clearing with, ActRecord act, List<Stage> stages) {
        Aftermath aftermath = new Aftermath(with, act, stages);
        Timers.Pending late = with.timers()
                .after(Duration.between(with.clock().now(), aftermath.until), aftermath::late);
        aftermath.look();
        return aftermath.outcome.future().onComplete(over -> late.cancel());
    }

    private void look() {
        if (outcome.future().isComplete()) {
            return;
        }
        with.removals()
                .open(act.id())
                .compose(open -> open.isEmpty() ? nothingUnderWay() : seen(open.getFirst()))
                .onComplete(looked -> with.timers().after(EVERY, this::look));
    }

    /** Cut off before, or after: then the room had not been measured yet. */
    private Future<Void> nothingUnderWay() {
        return with.removals()
                .gone(act.id())
                .compose(gone -> over(gone.isEmpty()
                        ? new Outcome.Refused(ErrorClass.CONFLICT, "cut off before anything was removed")
                        : new Outcome.Done("cut off after " + named(gone) + (gone.size() == 1 ? " was" : " were")
                                + " removed; whether more could have gone was not looked at")));
    }

    private Future<Void> seen(Thing thing) {
        underWay = named(thing);
        return stages.stream()
                .filter(stage -> stage.kind().equals(thing.kind()))
                .findFirst()
                .map(stage -> stage.gone(thing))
                .orElseGet(() -> Future.succeededFuture(false))
                .compose(gone -> gone
                        ? with.removals()
                                .came(act.id(), thing, Removals.REMOVED, "cut off", with.clock().now())
                                .compose(on -> with.removals().gone(act.id()))
                                .compose(all -> over(new Outcome.Done("cut off in the middle; nothing is left of "
                                        + named(all))))
                        : Future.succeededFuture());
    }

    private static String named(List<Thing> things) {
        return things.stream().limit(SHOWN).map(Aftermath::named).collect(Collectors.joining(", "))
                + (things.size() > SHOWN ? " and " + (things.size() - SHOWN) + " more" : "");
    }

    private static String named(Thing thing) {
        return thing.kind().equals(BuildCache.KIND)
                ? thing.name() + " of the build cache"
                : "the " + thing.kind() + " " + thing.name();
    }

    private Future<Void> over(Outcome what) {
        outcome.tryComplete(what);
        return Future.succeededFuture();
    }

    private void late() {
        if (outcome.tryComplete(new Outcome.Unknown("cut off in the middle, and it was not seen what came of "
                + underWay))) {
            with.removals()
                    .open(act.id())
                    .compose(open -> open.isEmpty()
                            ? Future.<Void>succeededFuture()
                            : with.removals()
                                    .came(act.id(), open.getFirst(), Removals.UNKNOWN, "cut off", with.clock().now()));
        }
    }
}

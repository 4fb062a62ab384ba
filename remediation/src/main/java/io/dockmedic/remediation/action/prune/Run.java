package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Goal;
import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One act: kind after kind and thing after thing, measured before each, until there is enough room, acts are held up, what goes
 * frees nothing here, or nothing is left. What is about to go is in the journal before it does, what came of it after. Where
 * there is room enough already, or nothing that could go, it is refused: that is no cure for what still fires; on a schedule it
 * is done. To be used once, on one context.
 */
final class Run {
    /** So many things of a kind go in one act. */
    static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PruneAction.class);

    private final Clearing with;
    private final List<Stage> stages;
    private final Wanted wanted;
    private final boolean scheduled;
    private final String act;
    private final Instant until;
    private final Report report = new Report();

    /**
     * @param stages    in their order
     * @param scheduled it is done because it is time, not because there is too little room
     * @param until     when it is given up; nothing is begun after that
     */
    Run(Clearing with, List<Stage> stages, Wanted wanted, boolean scheduled, String act, Instant until) {
        this.with = with;
        this.stages = List.copyOf(stages);
        this.wanted = wanted;
        this.scheduled = scheduled;
        this.act = act;
        this.until = until;
    }

    Future<Outcome> begin() {
        return with.gauge()
                .on(wanted.mountpoint())
                .compose(this::from, why -> refused(ErrorClass.SERVER_ERROR,
                        wanted.mountpoint() + " cannot be measured: " + with.words(String.valueOf(why.getMessage()))));
    }

    private Future<Outcome> from(Usage before) {
        return enough(before)
                ? nothing(Goal.words(before) + " are free already")
                : stage(0, before).compose(last -> ended(before, last));
    }

    private boolean enough(Usage now) {
        return wanted.goal().reached(now) && !(wanted.goal() instanceof Goal.Any);
    }

    /** From the stage of that number on; the future has the last measure. */
    private Future<Usage> stage(int which, Usage before) {
        if (which == stages.size() || report.over() || enough(before)) {
            return Future.succeededFuture(before);
        }
        Stage stage = stages.get(which);
        return stage.plan().compose(plan -> switch (plan) {
            case Stage.Plan.Blind(ErrorClass error, String why) -> {
                report.passedOver(error, why);
                yield stage(which + 1, before);
            }
            case Stage.Plan.Found found when found.things().isEmpty() -> {
                report.none(found.none());
                yield stage(which + 1, before);
            }
            case Stage.Plan.Found found -> {
                report.begin(stage, before);
                yield things(stage, found.things(), 0, before).compose(after -> {
                    report.end(after);
                    return stage(which + 1, after);
                });
            }
        });
    }

    private Future<Usage> things(Stage stage, List<Thing> things, int which, Usage now) {
        if (which == things.size() || report.kindOver() || enough(now) || report.inVain(now)) {
            return Future.succeededFuture(now);
        }
        return one(stage, things.get(which))
                .compose(came -> with.gauge().on(wanted.mountpoint()))
                .compose(after -> things(stage, things, which + 1, after));
    }

    private Future<Void> one(Stage stage, Thing thing) {
        return with.removals()
                .intend(act, thing, with.clock().now())
                .compose(written -> with.mayGoOn()
                        .get()
                        .compose(may -> may && with.clock().now().isBefore(until)
                                ? stage.remove(thing, act).compose(removal -> came(thing, removal))
                                : heldUp(thing)),
                        why -> {
                            report.stopped(ErrorClass.CONFLICT, "it cannot be written down");
                            return Future.succeededFuture();
                        });
    }

    private Future<Void> heldUp(Thing thing) {
        report.stopped(ErrorClass.CONFLICT, "acts are held up");
        return with.removals().came(act, thing, Removals.LEFT, "acts are held up", with.clock().now());
    }

    private Future<Void> came(Thing thing, Stage.Removal removal) {
        return switch (removal) {
            case Stage.Removal.Gone(Thing gone) -> {
                LOG.atInfo()
                        .addKeyValue("act", act)
                        .addKeyValue("kind", gone.kind())
                        .addKeyValue("id", gone.id())
                        .addKeyValue("bytes", gone.bytes())
                        .log("removed to make room: {}", gone.name());
                report.gone(gone);
                yield with.removals()
                        .came(act, thing, Removals.REMOVED, "the engine removed " + gone.name(), with.clock().now());
            }
            case Stage.Removal.Left(ErrorClass error, String why) -> {
                report.left(error, why);
                yield with.removals()
                        .came(act, thing, error == ErrorClass.SERVER_ERROR ? Removals.UNKNOWN : Removals.LEFT, why,
                                with.clock().now());
            }
            case Stage.Removal.Unknown(String why) -> {
                report.unknown(why);
                yield Future.succeededFuture();
            }
        };
    }

    private Future<Outcome> ended(Usage before, Usage after) {
        if (report.isUnknown()) {
            return Future.succeededFuture(new Outcome.Unknown(report.why()));
        }
        if (report.anything()) {
            return Future.succeededFuture(new Outcome.Done(report.text(before, after)));
        }
        ErrorClass error = report.error();
        return error == null ? nothing(report.why()) : refused(bounded(error), report.why());
    }

    private Future<Outcome> nothing(String why) {
        String words = "nothing was removed: " + why;
        return scheduled
                ? Future.succeededFuture(new Outcome.Done(words))
                : refused(ErrorClass.BAD_REQUEST, words);
    }

    /** What an engine that is not there is asked in vain, is not asked for ever. */
    private static ErrorClass bounded(ErrorClass error) {
        return error == ErrorClass.UNREACHABLE ? ErrorClass.NETWORK : error;
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }
}

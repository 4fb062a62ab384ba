package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Goal;
import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One act: stage after stage and thing after thing, measured before each, until there is enough room, acts are held up, or
 * nothing is left. What is about to be removed is in the journal before it is, what came of it after. To be used once, on
 * one context; its futures never fail.
 */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(PruneAction.class);

    private final Clearing with;
    private final List<Stage> stages;
    private final Wanted wanted;
    private final String act;
    private final Report report = new Report();
    private String unknown = "";

    Run(Clearing with, List<Stage> stages, Wanted wanted, String act) {
        this.with = with;
        this.stages = stages;
        this.wanted = wanted;
        this.act = act;
    }

    Future<Outcome> begin() {
        return with.gauge()
                .on(wanted.mountpoint())
                .compose(this::from, why -> Future.succeededFuture(new Outcome.Refused(ErrorClass.SERVER_ERROR,
                        wanted.mountpoint() + " cannot be measured: " + why.getMessage())));
    }

    private Future<Outcome> from(Usage before) {
        if (wanted.goal().reached(before)) {
            return Future.succeededFuture(new Outcome.Done("nothing was removed: " + Goal.words(before)
                    + " are free already"));
        }
        return Answers.each(stages, this::stage)
                .compose(ended -> with.gauge().on(wanted.mountpoint()).otherwise(before))
                .map(after -> {
                    String text = report.text(before, after);
                    return unknown.isEmpty() ? new Outcome.Done(text) : new Outcome.Unknown(text + "; " + unknown);
                });
    }

    private Future<Boolean> stage(Stage stage) {
        return goesOn().compose(on -> on ? stage.plan().compose(plan -> planned(stage, plan)) : no());
    }

    private Future<Boolean> planned(Stage stage, CallResult<List<List<Thing>>> plan) {
        switch (plan) {
            case CallResult.Done<List<List<Thing>>>(List<List<Thing>> batches) -> {
                return Answers.each(batches, batch -> goesOn().compose(on -> on ? remove(stage, batch) : no()));
            }
            case CallResult.Refused<List<List<Thing>>> refused -> report.passedOver(stage, refused.message());
            case CallResult.Unknown<List<List<Thing>>>(String why) -> report.passedOver(stage, why);
        }
        return Future.succeededFuture(true);
    }

    /** Whether there is still too little room, and nothing holds us up. */
    private Future<Boolean> goesOn() {
        return with.gauge().on(wanted.mountpoint()).compose(usage -> {
            if (wanted.goal().reached(usage)) {
                return no();
            }
            return with.mayGoOn().get().map(may -> {
                if (!may) {
                    report.stopped("acts are held up");
                }
                return may;
            });
        }).otherwise(why -> stop(wanted.mountpoint() + " cannot be measured: " + why.getMessage()));
    }

    private Future<Boolean> remove(Stage stage, List<Thing> things) {
        return with.removals()
                .intend(act, things, with.clock().now())
                .compose(written -> stage.remove(things).compose(result -> came(stage, things, result)),
                        why -> Future.succeededFuture(stop("it cannot be written down: " + why.getMessage())));
    }

    private Future<Boolean> came(Stage stage, List<Thing> things, CallResult<List<Thing>> result) {
        Future<Void> written = switch (result) {
            case CallResult.Done<List<Thing>>(List<Thing> gone) -> {
                report.gone(stage, gone);
                gone.forEach(this::log);
                List<Thing> kept = things.stream()
                        .filter(thing -> gone.stream().noneMatch(one -> one.id().equals(thing.id())))
                        .toList();
                yield with.removals()
                        .came(act, gone, Removals.REMOVED, "", with.clock().now())
                        .compose(on -> with.removals()
                                .came(act, kept, Removals.LEFT, "the engine kept it", with.clock().now()));
            }
            case CallResult.Refused<List<Thing>> refused -> {
                report.left(things, refused.message());
                yield with.removals().came(act, things, Removals.LEFT, refused.message(), with.clock().now());
            }
            case CallResult.Unknown<List<Thing>>(String why) -> {
                unknown = "not known: " + why;
                yield Future.succeededFuture();
            }
        };
        return written.map(on -> unknown.isEmpty()).otherwise(why -> {
            unknown = "what came of the last could not be written down: " + why.getMessage();
            return false;
        });
    }

    private void log(Thing thing) {
        LOG.atInfo()
                .addKeyValue("act", act)
                .addKeyValue("kind", thing.kind())
                .addKeyValue("id", thing.id())
                .addKeyValue("name", thing.name())
                .addKeyValue("bytes", thing.bytes())
                .log("removed to make room: {} {} {}", thing.kind(), thing.id(), thing.name());
    }

    private boolean stop(String why) {
        report.stopped(why);
        return false;
    }

    private static Future<Boolean> no() {
        return Future.succeededFuture(false);
    }
}

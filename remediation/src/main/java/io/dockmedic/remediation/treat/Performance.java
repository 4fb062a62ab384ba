package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.action.Intended;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.storm.KnownCause;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.LadderRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one act that changes something: the intent is written first, then the guards are asked once more about
 * what was heard meanwhile, then it is done. The futures never fail. While we end they do not complete.
 */
final class Performance {
    private final Tools tools;
    private final Supplier<Rung> rung;

    /** @param rung as it is when asked for */
    Performance(Tools tools, Supplier<Rung> rung) {
        this.tools = tools;
        this.rung = rung;
    }

    /**
     * Does it.
     *
     * @param seen     the container as it was decided on
     * @param decision for it; written with the intent
     * @param row      where the ladder stands; written with the intent
     */
    Future<Input> of(String act, Action action, @Nullable ContainerState seen, Attempt decision, LadderRecord row) {
        Rung decided = rung.get();
        Job job = decided.job(act, seen);
        ActRecord intent = intent(job, action, row);
        Future<Void> written = tools.records().intend(intent, decision, row, decided.granted());
        // What cannot be told to us may have changed: looked at while the intent is being written.
        Future<String> footing = seen == null ? Future.succeededFuture("") : decided.footing(seen);
        Future<String> looked = tools.brake().look().compose(on -> decided.lookedForBackups()).compose(on -> footing);
        Future<Void> cleared = written.compose(on -> looked).compose(lost -> {
            tools.settlements().intended(intent);
            if (!lost.isEmpty()) {
                return Future.failedFuture(lost);
            }
            Verdict now = rung.get().judge(seen);
            if (!(now instanceof Verdict.Act)) {
                return Future.failedFuture("something came between the decision and the call: " + now.detail());
            }
            tools.acts().began(intent);
            Tempo.acts(rung.get(), tools.clock().now());
            return Future.succeededFuture();
        });
        Future<Outcome> outcome = performed(action, job, cleared);
        return cleared.compose(
                go -> outcome.compose(came -> {
                    if (!(came instanceof Outcome.Unknown)) {
                        tools.settlements().answered(intent, came);
                    }
                    return tools.settlements().told(input(came));
                }),
                no -> {
                    String why = String.valueOf(no.getMessage());
                    if (written.failed()) {
                        return Future.succeededFuture(new Input.NotRecorded(why));
                    }
                    Outcome.Refused late = new Outcome.Refused(ErrorClass.CONFLICT, "not called: " + why);
                    tools.settlements().answered(intent, late);
                    return Future.succeededFuture(input(late));
                });
    }

    /** What came of it; never fails, whatever the action does: of what broke in the middle nobody knows how far it came. */
    static Future<Outcome> performed(Action action, Job job, Future<Void> cleared) {
        return Future.succeededFuture()
                .compose(begin -> action.perform(job, cleared))
                .otherwise(why -> new Outcome.Unknown("it broke off: " + why.getClass().getSimpleName()));
    }

    /** What an outcome tells the ladder. */
    static Input input(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(String detail) -> new Input.Done(detail);
            case Outcome.Refused(ErrorClass error, String message) -> new Input.Refused(error, message);
            // What has been tried and taken back is not tried again: the next rung.
            case Outcome.Undone(String why) -> new Input.Refused(ErrorClass.BAD_REQUEST, Attempt.TAKEN_BACK + why);
            case Outcome.Failed(String why) -> new Input.Failed(why);
            case Outcome.Unknown(String why) -> new Input.Unknown(why);
        };
    }

    private ActRecord intent(Job job, Action action, LadderRecord row) {
        ContainerState state = job.state();
        Instant now = tools.clock().now();
        Intended intended = action.intends(job);
        return new ActRecord(
                job.act(), now, job.incident().id(), job.incident().rule(), row.service(),
                state == null ? "" : state.id(), action.about().name(), row.ladder().step(), row.ladder().attempt(),
                state == null ? null : state.startedAt(), now.plus(action.settlesWithin(job)),
                intended.call(), notes(intended, KnownCause.of(job.incident())), intended.owes(), intended.holds());
    }

    private static Map<String, String> notes(Intended intended, String cause) {
        Map<String, String> notes = new HashMap<>(intended.notes());
        if (!cause.isEmpty()) {
            notes.put(ActRecord.CAUSE, cause);
        }
        return notes;
    }
}

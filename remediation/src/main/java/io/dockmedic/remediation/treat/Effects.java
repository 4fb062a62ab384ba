package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.ladder.Effect;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what a transition of the ladder asks for, and tells the ladder what came of it. */
final class Effects {
    private final Tools tools;
    private final Chart chart;
    private final Deciding deciding;
    private final Proving proving;
    private final Consumer<Input> tells;
    private Timers.@Nullable Pending timer;

    /** @param tells given what came of it */
    Effects(Tools tools, Chart chart, Deciding deciding, Consumer<Input> tells) {
        this.tools = tools;
        this.chart = chart;
        this.deciding = deciding;
        this.proving = new Proving(tools, chart, tells);
        this.tells = tells;
    }

    void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Wait(Instant until) -> timer = tools.timers()
                    .after(Duration.between(tools.clock().now(), until), () -> tells.accept(new Input.Due()));
            case Effect.Decide decide -> deciding.begin();
            case Effect.Perform(String act) -> chart.ask(() -> perform(act), tells);
            case Effect.Settle(String act) -> chart.ask(
                    () -> tools.settlements().settle(act).map(Effects::settled), tells);
            case Effect.Prove(String act) -> proving.begin(act);
            case Effect.ProveOn(String act) -> proving.goOn(act);
            case Effect.TellResolved tell -> tools.escalations().resolved(chart.incident());
        }
    }

    /** An event of the incident's service. */
    void event(ContainerEvent event) {
        proving.event(event);
    }

    /** The ladder has moved on: nothing that was waited for is waited for any more. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        proving.cancel();
    }

    private Future<Input> perform(String act) {
        Rung rung = chart.rung();
        Action action = rung.action().orElseThrow();
        if (rung.changes()) {
            Step.Verify verify = rung.step().verify();
            if (verify != null && verify.condition() == Step.State.OVER) {
                // Not over meanwhile by what was heard before: that would look like a cure.
                tools.tried().accept(Tried.about(chart.incident()));
            }
            return new Performance(tools, chart::rung)
                    .of(act, action, deciding.seen(), chart.ladder().attempts().getLast(), chart.row());
        }
        if (rung.tells()) {
            chart.toldNow();
        }
        return Performance.performed(action, rung.job(act, null), Future.succeededFuture())
                .map(outcome -> !rung.tells() && outcome instanceof Outcome.Done(String detail)
                        ? new Input.Marked(detail)
                        : Performance.input(outcome));
    }

    private static Input settled(Outcome outcome) {
        return outcome instanceof Outcome.Unknown(String why)
                ? new Input.NeverSettled(why)
                : Performance.input(outcome);
    }
}

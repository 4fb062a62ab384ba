package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides whether what a rung asks for may be done: looks, asks the guards, and where they want one, a person. */
final class Deciding {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    /** As long as a look is good to decide on; right before the act there is another. */
    private static final Duration RECENT = Duration.ofMillis(100);

    private final Tools tools;
    private final Chart chart;
    private final Consumer<Input> tells;
    private @Nullable ContainerState seen;

    /** @param tells given what was decided */
    Deciding(Tools tools, Chart chart, Consumer<Input> tells) {
        this.tools = tools;
        this.chart = chart;
        this.tells = tells;
    }

    /** The container as it was decided on last. */
    @Nullable
    ContainerState seen() {
        return seen;
    }

    /** By the rules. */
    void begin() {
        Rung rung = chart.rung();
        if (rung.action().isEmpty()) {
            tells.accept(new Input.Refused(ErrorClass.BAD_REQUEST, "there is no action " + rung.step().action()));
            return;
        }
        if (rung.step().afterBackup() == null) {
            decide();
        } else {
            chart.ask(rung::lookedForBackups, looked -> decide());
        }
    }

    private void decide() {
        Rung rung = chart.rung();
        Verdict unseen = rung.judge(null);
        Container container = rung.container();
        // A person is asked about what was looked at.
        boolean looks = unseen instanceof Verdict.Act || unseen.reason() == Reason.NOT_APPROVED
                || unseen.reason() == Reason.PAUSED;
        if (!looks || !rung.changes()) {
            judged(unseen);
        } else if (rung.action().orElseThrow() instanceof HostAction) {
            // It looks at everything itself.
            chart.ask(tools.brake()::look, before -> consulted(chart.rung().judge(null), null));
        } else if (container == null && rung.service().isEmpty()) {
            tells.accept(new Input.Refused(ErrorClass.NOT_FOUND, "the incident is about no container"));
        } else if (container == null) {
            judged(new Verdict.Suppress(Reason.ABSENT, rung.missing()));
        } else {
            chart.ask(() -> tools.calls().inspect(container.id(), RECENT).compose(tools.brake()::upToDate),
                    this::looked);
        }
    }

    /** By a person's yes, if after another look nothing stands against it. Never fails. */
    Future<Came> approved(Question question) {
        Optional<Came> against = against(question);
        if (against.isPresent()) {
            return Future.succeededFuture(against.get());
        }
        Rung rung = new Rung(tools, chart.plan(), chart.incident(), chart.ladder().at(question.about().step(), 0, 0),
                question);
        int asked = chart.moves();
        return SecondLook.at(rung, question)
                .map(look -> against(question).orElseGet(() -> answer(rung, question, asked, look)));
    }

    /** Its rule may have been read anew while it was looked at: what that asks for now nobody has approved. */
    private Came answer(Rung rung, Question question, int asked, SecondLook.Seen look) {
        if (asked != chart.moves()) {
            return new Came.NotNow("something came in between; try it again");
        }
        List<Step> steps = chart.plan().steps();
        int step = question.about().step();
        boolean same = step < steps.size() && rung.step().equals(steps.get(step));
        return same ? looked(rung, question, look) : new Came.Never(SecondLook.SOMETHING_ELSE);
    }

    private Optional<Came> against(Question question) {
        return SecondLook.against(chart.ladder(), chart.plan().steps().size(), question);
    }

    private Came looked(Rung rung, Question question, SecondLook.Seen look) {
        return switch (look) {
            case SecondLook.Seen.May(@Nullable ContainerState state, Verdict verdict) -> {
                String act = UUID.randomUUID().toString();
                chart.grant(question);
                seen = state;
                rung.claim().take();
                answered(rung, verdict, act);
                yield new Came.Begun(act);
            }
            case SecondLook.Seen.Against(Verdict verdict, Came came) -> {
                answered(rung, verdict, "");
                yield came;
            }
            case SecondLook.Seen.Unseen(Came came) -> came;
        };
    }

    private void answered(Rung rung, Verdict verdict, String act) {
        Ruling.counted(rung, verdict);
        tells.accept(new Input.Approved(rung.ladder().step(), verdict, act));
    }

    private void looked(CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                seen = state;
                tools.held().looked(state);
                Verdict verdict = chart.rung().judge(state);
                if (wanted(verdict)) {
                    chart.ask(() -> chart.rung().footing(state), lost -> stands(lost, state));
                } else {
                    asked(verdict, state);
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                tells.accept(new Input.Refused(error, message));
            case CallResult.Unknown<ContainerState>(String why) -> judged(new Verdict.Defer(
                    tools.clock().now().plus(LOOK_AGAIN), Reason.NO_ENGINE, "the engine does not answer: " + why));
        }
    }

    /** @param lost why it must not be started as it is seen; empty when nothing is known against it */
    private void stands(String lost, ContainerState state) {
        Verdict verdict = footed(chart.rung().judge(state), lost);
        if (wanted(verdict) && chart.rung().disturbs(state)) {
            chart.ask(() -> tools.people().apply(state.id()),
                    company -> asked(Inside.waits(footed(chart.rung().judge(state), lost), company,
                            chart.rung().action().orElseThrow().about().kind(),
                            chart.rung().heldUpSince(Reason.PERSON_INSIDE), tools.clock().now()),
                            state));
        } else {
            asked(verdict, state);
        }
    }

    /** A person is asked about what would be done as it looks now, and not about what would be refused. */
    private void asked(Verdict verdict, ContainerState state) {
        Rung rung = chart.rung();
        Action action = rung.action().orElse(null);
        if (action == null || !(verdict instanceof Verdict.Act) || rung.granted() != null) {
            consulted(verdict, state);
            return;
        }
        // That takes its time, in which something may have come in between.
        chart.ask(() -> action.closeDoubt(rung.job("", state)), doubt -> consulted(
                doubted(chart.rung().judge(state), doubt), state));
    }

    static boolean wanted(Verdict verdict) {
        return verdict instanceof Verdict.Act || verdict.reason() == Reason.DRY_RUN
                || verdict.reason() == Reason.NOT_APPROVED;
    }

    /** Nobody is asked to allow it, either. After a boot a share may come a little later than what needs it. */
    private Verdict footed(Verdict verdict, String lost) {
        if (lost.isEmpty() || !wanted(verdict)) {
            return verdict;
        }
        Instant now = tools.clock().now();
        return tools.footing().isLate(lost, chart.rung().heldUpSince(Reason.MOUNT_CHANGED), now)
                ? new Verdict.Defer(now.plus(LOOK_AGAIN), Reason.MOUNT_CHANGED, lost)
                : new Verdict.Suppress(Reason.MOUNT_CHANGED, lost);
    }

    private static Verdict doubted(Verdict verdict, String doubt) {
        return doubt.isEmpty() || !(verdict instanceof Verdict.Act)
                ? verdict
                : new Verdict.Suppress(Reason.NOT_APPROVED, doubt);
    }

    /** @param state null for what is about no container */
    private void consulted(Verdict verdict, @Nullable ContainerState state) {
        Rung rung = chart.rung();
        Action action = rung.action().orElse(null);
        if (action == null || !Consultation.asks(rung, verdict)) {
            judged(verdict);
            return;
        }
        chart.ask(
                () -> action.toApprove(rung.job("", state))
                        .<Runnable>map(would -> () -> asks(state, would))
                        .otherwise(why -> () -> refused(action, String.valueOf(why.getMessage()))),
                Runnable::run);
    }

    /** Where the words of a question are all that counts, a person has to know why there is none: it is a decision. */
    private void refused(Action action, String why) {
        if (action.wordForWord()) {
            judged(new Verdict.Suppress(Reason.NOT_APPROVED, "nobody is asked, for it would be refused: " + why));
        } else {
            tells.accept(new Input.Refused(ErrorClass.BAD_REQUEST, why));
        }
    }

    /** Putting it into words takes its time, in which a person may have come in between. */
    private void asks(@Nullable ContainerState state, String would) {
        Rung rung = chart.rung();
        Verdict now = rung.judge(state);
        // A closer look may have had doubts that this one cannot have.
        judged(Consultation.asks(rung, now) || now instanceof Verdict.Act
                ? Consultation.asking(rung, now, would)
                : now);
    }

    private void judged(Verdict verdict) {
        Rung rung = chart.rung();
        Action action = rung.action().orElse(null);
        if (verdict.reason() == Reason.DRY_RUN && action != null) {
            chart.ask(() -> action.wouldDo(rung.job("", null)).otherwise("what, cannot be told now"),
                    what -> ruled(new Verdict.Suppress(Reason.DRY_RUN,
                            action.about().name() + " would have been done: " + what)));
        } else {
            ruled(verdict);
        }
    }

    private void ruled(Verdict verdict) {
        Rung rung = chart.rung();
        Ruling.counted(rung, verdict);
        if (verdict instanceof Verdict.Act && rung.changes()) {
            rung.claim().take();
        }
        tells.accept(new Input.Judged(verdict, UUID.randomUUID().toString()));
    }
}

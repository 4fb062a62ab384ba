package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.ladder.Effect;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.ladder.Transition;
import io.dockmedic.remediation.ladder.Climb;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.remediation.room.Wanted;
import io.dockmedic.remediation.verify.Proof;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Climbs one incident's ladder: hands what happens to {@link Climb} and carries out what that asks for. To be used on
 * one context. An answer that comes after the ladder has moved on is dropped.
 */
public final class Remedy {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    /** As long as a look is good to decide on; right before the act there is another. */
    private static final Duration RECENT = Duration.ofMillis(100);

    private static final Set<Reason> BRAKES = EnumSet.of(Reason.SILENCED, Reason.MAINTENANCE, Reason.STORM);

    private final Tools tools;
    private RemedyPlan plan;
    private final PutOff putOff;
    private Incident incident;
    private Ladder ladder;
    private @Nullable Instant toldAt;
    private @Nullable ContainerState seen;
    private @Nullable Proof proof;
    private @Nullable Question granted;
    private Timers.@Nullable Pending timer;
    private int moves;

    /** @param ladder where it stands: planned, or as the journal knows it */
    public Remedy(Tools tools, IncidentChange change, LadderRecord ladder) {
        this.tools = tools;
        this.plan = change.plan();
        this.incident = change.incident();
        this.ladder = ladder.ladder();
        this.toldAt = ladder.toldAt();
        this.putOff = new PutOff(tools, this::rung, this::toldNow, this::on);
    }

    /** The incident, with what changed about it. */
    public void changed(IncidentChange now, Input input) {
        if (input instanceof Input.Again && ladder.state().ended()) {
            lookForTakeover();
        }
        read(now);
        if (input instanceof Input.Resumed) {
            Consultation.forgotten(ladder, tools.desk().open(incident.id()))
                    .forEach(question -> on(new Input.Answered(question, "not asked any more")));
        }
        on(input);
    }

    /** More is known of the incident, and nothing of it calls for anything. */
    public void read(IncidentChange now) {
        incident = now.incident();
        replan(now.plan());
    }

    /** Rules may have been read anew. What is under way is finished as it was begun. */
    private void replan(RemedyPlan now) {
        boolean between = ladder.state().free() || ladder.state().ended()
                || ladder.state() instanceof LadderState.Planned;
        if (!between || now.steps().isEmpty() || now.equals(plan)) {
            return;
        }
        List<Step> before = plan.steps();
        plan = now;
        tools.desk()
                .withdraw(incident.id(), "its rule asks for something else now", question -> {
                    int step = question.about().step();
                    return step >= before.size() || step >= now.steps().size()
                            || !before.get(step).equals(now.steps().get(step));
                });
    }

    /** What held up acts may do so no longer. */
    public void released() {
        if (ladder.state() instanceof LadderState.Waiting waiting && BRAKES.contains(waiting.reason())) {
            on(new Input.Due());
        }
    }

    /** Whether another incident keeps this one from being acted on has changed. */
    public void inhibition(IncidentChange now) {
        read(now);
        if (now.incident().inhibitedBy() == null && ladder.state() instanceof LadderState.Waiting waiting
                && waiting.reason() == Reason.INHIBITED) {
            on(new Input.Due());
        }
    }

    /** Nothing was done for the incident because of a storm, before our restart. */
    public void stillHeldUp() {
        Container container = rung().container();
        if (ladder.state() instanceof LadderState.Suppressed suppressed && suppressed.reason() == Reason.STORM
                && container != null) {
            tools.brake().storm().heldUp(incident, container);
        }
    }

    /** Does what a person has approved, if after another look nothing stands against it. Never fails. */
    public Future<Came> approved(Question question) {
        Optional<Came> against = Consultation.against(ladder, plan.steps().size(), question);
        if (against.isPresent()) {
            return Future.succeededFuture(against.get());
        }
        Rung rung = new Rung(tools, plan, incident, ladder.at(question.about().step(), 0, 0), question);
        int asked = moves;
        return Consultation.look(rung, question)
                .map(look -> Consultation.against(ladder, plan.steps().size(), question)
                        .orElseGet(() -> asked == moves
                                ? looked(rung, question, look)
                                : new Came.NotNow("something came in between; try it again")));
    }

    private Came looked(Rung rung, Question question, Consultation.Look look) {
        return switch (look) {
            case Consultation.Look.May(ContainerState state, Verdict verdict) -> {
                String act = UUID.randomUUID().toString();
                granted = question;
                seen = state;
                tools.lanes().take(service(), incident.id());
                answered(rung, verdict, act);
                yield new Came.Begun(act);
            }
            case Consultation.Look.Against(Verdict verdict, Came came) -> {
                answered(rung, verdict, "");
                yield came;
            }
            case Consultation.Look.Unseen(Came came) -> came;
        };
    }

    private void answered(Rung rung, Verdict verdict, String act) {
        Ruling.counted(rung, verdict);
        on(new Input.Approved(rung.ladder().step(), verdict, act));
        publish();
    }

    /** A question of this incident has ended. */
    public void ended(Question question) {
        on(new Input.Answered(question.id(), question.outcome()));
        publish();
    }

    /** An event of the incident's service. */
    public void event(ContainerEvent event) {
        if (proof != null) {
            proof.event(event);
        }
        boolean askedFor = event instanceof Died died && died.judgement().intent() == Intent.ASKED
                && !died.judgement().ours();
        if ((event instanceof Touched || askedFor) && (!ladder.state().ended() || ladder.escalated())) {
            tools.timers().after(Touches.GRACE, this::lookForTakeover);
        }
    }

    /** Nothing will ever come of it any more. */
    public boolean finished() {
        return ladder.resolved() && ladder.state().ended();
    }

    /** The service it is about; empty when the incident is about none. */
    public String service() {
        return rung().service();
    }

    private void on(Input input) {
        Ladder before = ladder;
        putOff.hears(input);
        Transition transition = Climb.next(before, input, plan, tools.clock().now());
        ladder = transition.ladder();
        boolean news = !ladder.attempts().equals(before.attempts());
        if (news && input instanceof Input.Judged(Verdict verdict, String act)) {
            decided(before.step(), ladder.attempts().getLast(), verdict);
        } else if (news && input instanceof Input.Approved(int step, Verdict verdict, String act)) {
            decided(step, ladder.attempts().getLast(), verdict);
        }
        if (!ladder.state().equals(before.state()) || !transition.effects().isEmpty()) {
            moved(before, transition);
        } else if (!ladder.equals(before)) {
            tools.records().save(row());
        }
        transition.effects().forEach(this::carryOut);
        if (input instanceof Input.Resolved(String by)) {
            tools.desk().over(incident.id(), by.isEmpty() ? "it is over" : "it is over: " + by);
        } else if (ladder.state().settled()) {
            tools.desk().withdraw(incident.id(), ladder.state().detail());
        }
    }

    private void toldNow() {
        toldAt = tools.clock().now();
        tools.services().told(service(), toldAt, incident.id(), incident.rule());
    }

    private void moved(Ladder before, Transition transition) {
        moves++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (proof != null) {
            proof.cancel();
            proof = null;
        }
        handBack();
        if (!holdsLane(ladder.state())) {
            tools.lanes().giveBack(service(), incident.id());
        }
        if (inPassing(before.state(), ladder.state())) {
            return;
        }
        boolean intends = transition.effects().stream().anyMatch(Effect.Perform.class::isInstance) && rung().changes();
        if (!intends) {
            tools.records().save(row());
        }
        if (!ladder.state().word().equals(before.state().word()) && ladder.state().ended()) {
            Ruling.ended(rung());
        }
        publish();
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Wait(Instant until) -> timer = tools.timers()
                    .after(
                            Duration.between(tools.clock().now(), until), () -> on(new Input.Due()));
            case Effect.Decide decide -> decide();
            case Effect.Perform(String act) -> perform(act);
            case Effect.Settle(String act) -> settle(act);
            case Effect.Prove(String act) -> prove();
            case Effect.TellResolved tell -> tools.escalations().resolved(incident);
        }
    }

    private void decide() {
        Rung rung = rung();
        if (rung.action().isEmpty()) {
            on(new Input.Refused(ErrorClass.BAD_REQUEST, "there is no action " + rung.step().action()));
            return;
        }
        Verdict unseen = rung.judge(null);
        Container container = rung.container();
        // A person is asked about what was looked at.
        boolean looks = unseen instanceof Verdict.Act || unseen.reason() == Reason.NOT_APPROVED
                || unseen.reason() == Reason.PAUSED;
        if (!looks || !rung.changes()) {
            judged(unseen);
        } else if (rung.action().get() instanceof HostAction) {
            // It looks at everything itself.
            int asked = moves;
            tools.brake().look().onSuccess(before -> {
                if (asked == moves) {
                    judged(rung().judge(null));
                }
            });
        } else if (container == null) {
            on(new Input.Refused(ErrorClass.NOT_FOUND, "the incident is about no container"));
        } else {
            int asked = moves;
            tools.calls().inspect(container.id(), RECENT).compose(tools.brake()::upToDate).onSuccess(result -> {
                if (asked == moves) {
                    looked(result);
                }
            });
        }
    }

    private void looked(CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                seen = state;
                tools.held().looked(state);
                judged(Consultation.asking(rung(), rung().judge(state)));
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                on(new Input.Refused(error, message));
            case CallResult.Unknown<ContainerState>(String why) -> judged(new Verdict.Defer(
                    tools.clock().now().plus(LOOK_AGAIN), Reason.NO_ENGINE, "the engine does not answer: " + why));
        }
    }

    private void judged(Verdict verdict) {
        if (verdict.reason() == Reason.DRY_RUN && rung().action().orElse(null) instanceof HostAction host) {
            int asked = moves;
            host.wouldDo(rung().job("", null)).otherwise("what, cannot be told now").onSuccess(what -> {
                if (asked == moves) {
                    ruled(new Verdict.Suppress(Reason.DRY_RUN, host.about().name() + " would have been done: " + what));
                }
            });
        } else {
            ruled(verdict);
        }
    }

    private void ruled(Verdict verdict) {
        Ruling.counted(rung(), verdict);
        if (verdict instanceof Verdict.Act && rung().changes()) {
            tools.lanes().take(service(), incident.id());
        }
        on(new Input.Judged(verdict, UUID.randomUUID().toString()));
    }

    private void decided(int step, Attempt decision, Verdict verdict) {
        Ruling.made(rung(), decision);
        if (!(verdict instanceof Verdict.Act) || !rung().changes()) {
            // Else it is written with the intent.
            tools.records().decided(row(), step, decision);
        }
    }

    private void perform(String act) {
        Rung rung = rung();
        Action action = rung.action().orElseThrow();
        int asked = moves;
        Future<Input> came;
        if (rung.changes()) {
            came = new Performance(tools, this::rung).of(act, action, seen, ladder.attempts().getLast(), row());
        } else {
            toldNow();
            came = Performance.performed(action, rung.job(act, null), Future.succeededFuture()).map(Performance::input);
        }
        came.onSuccess(input -> {
            if (asked == moves) {
                on(input);
            }
        });
    }

    private void settle(String act) {
        int asked = moves;
        tools.settlements().settle(act).onSuccess(outcome -> {
            if (asked == moves) {
                on(outcome instanceof Outcome.Unknown(String why)
                        ? new Input.NeverSettled(why)
                        : Performance.input(outcome));
            }
        });
    }

    private void prove() {
        Rung rung = rung();
        Step.Verify verify = rung.step().verify();
        Container container = rung.container();
        Optional<Wanted> wanted = rung.action()
                .filter(HostAction.class::isInstance)
                .flatMap(action -> ((HostAction) action).wanted(rung.job("", null)));
        if (verify == null || (container == null && wanted.isEmpty())) {
            on(new Input.Disproved("there is nothing to look at"));
            return;
        }
        // Holds the service over our restart as well.
        tools.lanes().take(service(), incident.id());
        proof = wanted
                .map(room -> Proof.ofRoom(room, verify, tools.gauge(), tools.clock(), tools.timers(), this::proven))
                .orElseGet(() -> Proof.begin(Objects.requireNonNull(container).id(), verify, tools.calls(),
                        tools.clock(), tools.timers(), this::proven));
    }

    private void proven(Optional<String> broken) {
        proof = null;
        on(broken.<Input>map(Input.Disproved::new).orElseGet(Input.Proved::new));
    }

    private void lookForTakeover() {
        tools.services()
                .touches(service(), incident.latest().at())
                .takeover()
                .ifPresent(touch -> on(
                        new Input.TakenOver("somebody did " + touch.action() + " at " + touch.at())));
    }

    private void publish() {
        tools.publish().accept(row().change());
    }

    private LadderRecord row() {
        return new LadderRecord(ladder, incident.rule(), service(), toldAt);
    }

    private Rung rung() {
        return new Rung(tools, plan, incident, ladder, granted);
    }

    /** A yes is good for one call. What is to be tried again is to be approved again: the world may be another by then. */
    private void handBack() {
        Question used = granted;
        if (used == null || ladder.state() instanceof LadderState.Acting
                || ladder.state() instanceof LadderState.Unsettled) {
            return;
        }
        granted = null;
        if (ladder.state() instanceof LadderState.Waiting waiting) {
            tools.desk().again(used, waiting.detail());
        }
    }

    /** Over in a moment; taken up as it was before, the ladder comes to the same decision. */
    private static boolean inPassing(LadderState before, LadderState now) {
        return now instanceof LadderState.Deciding
                && (before instanceof LadderState.Planned
                        || before instanceof LadderState.Waiting
                        || before instanceof LadderState.Deciding);
    }

    private static boolean holdsLane(LadderState state) {
        return state instanceof LadderState.Acting
                || state instanceof LadderState.Unsettled
                || state instanceof LadderState.Verifying;
    }
}

package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.ladder.Effect;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.ladder.Transition;
import io.dockmedic.remediation.ladder.Climb;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Source;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.storm.KnownCause;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Climbs one incident's ladder: hands what happens to {@link Climb}, writes down where that leads and has carried out what it
 * asks for. To be used on one context. An answer that comes after the ladder has moved on is dropped.
 */
public final class Remedy {
    private static final Set<Reason> BRAKES = EnumSet.of(Reason.SILENCED, Reason.MAINTENANCE, Reason.STORM);
    /** A person wants to hear nothing. */
    private static final Set<Reason> QUIET = EnumSet.of(Reason.SILENCED, Reason.MAINTENANCE);
    /** A person did it, or hears of the storm. */
    private static final Set<Reason> KNOWN = EnumSet.of(Reason.ASKED, Reason.TAKEN_DOWN, Reason.STORM);

    private final Tools tools;
    private final Chart chart;
    private final Deciding deciding;
    private final Effects effects;
    private final PutOff putOff;
    private final AfterYield afterYield;
    private final SameCause sameCause;

    /** @param ladder where it stands: planned, or as the journal knows it */
    public Remedy(Tools tools, IncidentChange change, LadderRecord ladder) {
        this.tools = tools;
        this.chart = new Chart(tools, change, ladder);
        this.deciding = new Deciding(tools, chart, this::on);
        this.effects = new Effects(tools, chart, deciding, this::on);
        this.putOff = new PutOff(tools, chart::rung, chart::toldNow, this::on);
        this.afterYield = new AfterYield(tools, chart, this::on);
        this.sameCause = new SameCause(tools, chart);
        sameCause.stands();
    }

    /** The incident, with what changed about it. */
    public void changed(IncidentChange now, Input input) {
        if (input instanceof Input.Again && state().ended() && !failsOnceMore(now)) {
            lookForTakeover();
        }
        read(now);
        if (input instanceof Input.Resumed) {
            Consultation.forgotten(chart.ladder(), tools.desk().open(incident().id()))
                    .forEach(question -> on(new Input.Answered(question, "not asked any more")));
        }
        on(input);
        if (input instanceof Input.Resumed) {
            afterYield.begin();
        }
    }

    /** Whoever tries again and again to start what cannot be started takes nothing over: a person has been told of it. */
    private boolean failsOnceMore(IncidentChange now) {
        return incident().latest() instanceof StartFailed before
                && now.incident().latest() instanceof StartFailed after && before.fault() == after.fault();
    }

    /** More is known of the incident, and nothing of it calls for anything. */
    public void read(IncidentChange now) {
        chart.read(now);
    }

    /** What held up acts may do so no longer. */
    public void released() {
        if (state() instanceof LadderState.Waiting waiting && BRAKES.contains(waiting.reason())) {
            on(new Input.Due());
        }
    }

    /** Whether another incident keeps this one from being acted on has changed. */
    public void inhibition(IncidentChange now) {
        read(now);
        if (now.incident().inhibitedBy() == null && state() instanceof LadderState.Waiting waiting
                && waiting.reason() == Reason.INHIBITED) {
            on(new Input.Due());
        }
    }

    /** Nothing was done for the incident because of a storm, before our restart; which may hold still. */
    public void stillHeldUp() {
        Container container = chart.rung().container();
        if (state() instanceof LadderState.Suppressed suppressed && suppressed.reason() == Reason.STORM
                && container != null) {
            tools.brake().storm().stillHeldUp(incident(), container, chart.ladder().since());
        }
    }

    /** Does what a person has approved, if after another look nothing stands against it. Never fails. */
    public Future<Came> approved(Question question) {
        return deciding.approved(question);
    }

    /** A question of this incident has ended. */
    public void ended(Question question) {
        on(new Input.Answered(question.id(), question.outcome()));
        publish();
    }

    /** An event of the incident's service. */
    public void event(ContainerEvent event) {
        effects.event(event);
        boolean askedFor = event instanceof Died died && died.judgement().intent() == Intent.ASKED
                && !died.judgement().ours();
        if ((event instanceof Touched || askedFor) && (!state().ended() || chart.ladder().escalated())) {
            tools.timers().after(Touches.GRACE, this::lookForTakeover);
        }
    }

    /** Nothing will ever come of it any more. */
    public boolean finished() {
        return chart.ladder().resolved() && state().ended();
    }

    /**
     * Whether people may hear of it again now: nothing is being tried, nobody has it in hand, and nothing keeps them from being
     * told.
     *
     * @param containersKnown it is known how containers are
     */
    public boolean mayBeTold(boolean containersKnown) {
        Ladder ladder = chart.ladder();
        Rung rung = chart.rung();
        return !ladder.resolved() && stands(ladder) && (containersKnown || rung.container() == null)
                && rung.mayBeTold();
    }

    /** Whether it goes on by nothing of ours: it has ended, or is put off, of which people were told on the way or as a storm. */
    private static boolean stands(Ladder ladder) {
        return switch (ladder.state()) {
            case LadderState.Waiting(Instant until, Reason reason, String detail) ->
                reason == Reason.STORM || (reason != null && ladder.heard());
            default -> ladder.state().ended() && !ladder.state().settled();
        };
    }

    /** Whether anybody hears of it. */
    public Source.Word word() {
        if (state() instanceof LadderState.Waiting waiting && QUIET.contains(waiting.reason())) {
            return Source.Word.UNWANTED;
        }
        boolean known = chart.ladder().heard() || state().settled()
                || !tools.remarks().acknowledged(incident().id()).isEmpty()
                || (state() instanceof LadderState.Suppressed suppressed && KNOWN.contains(suppressed.reason()));
        return known || !state().ended() ? Source.Word.OPEN : Source.Word.NONE;
    }

    /** Since when its incident fires. */
    public Instant firesSince() {
        return Objects.requireNonNullElse(incident().firedAt(), incident().activeAt());
    }

    /** Whether its incident fires, is about that subject, and has a step with such an action. */
    public boolean asks(String action, String subject) {
        return !chart.ladder().resolved() && incident().latest().subject().equals(subject)
                && chart.plan().steps().stream().anyMatch(step -> step.action().equals(action));
    }

    /** Whether its incident fires, and what has made it is known. */
    public boolean ofKnownCause() {
        return !chart.ladder().resolved() && !KnownCause.of(incident()).isEmpty();
    }

    /** The service it is about; empty when the incident is about none. */
    public String service() {
        return chart.service();
    }

    private void on(Input input) {
        Ladder before = chart.ladder();
        putOff.hears(input);
        Transition transition = Climb.next(before, input, chart.plan(), tools.clock().now());
        Ladder ladder = transition.ladder();
        chart.stands(ladder);
        if (ladder.resets() > before.resets()) {
            tools.remarks().outdated(incident().id());
        }
        sameCause.heard(input);
        boolean news = !ladder.attempts().equals(before.attempts());
        if (news) {
            sameCause.stands();
        }
        if (news && input instanceof Input.Judged(Verdict verdict, String act)) {
            decided(before.step(), ladder.attempts().getLast(), verdict);
        } else if (news && input instanceof Input.Approved(int step, Verdict verdict, String act)) {
            decided(step, ladder.attempts().getLast(), verdict);
        }
        if (!ladder.state().equals(before.state()) || !transition.effects().isEmpty()) {
            moved(before, transition);
        } else if (!ladder.equals(before)) {
            tools.records().save(chart.row());
        }
        transition.effects().forEach(effects::carryOut);
        if (input instanceof Input.Resolved(String by)) {
            tools.desk().over(incident().id(), by.isEmpty() ? "it is over" : "it is over: " + by);
        } else if (input instanceof Input.Missed(String by)) {
            tools.desk().over(incident().id(), "it is over: " + by);
        } else if (state().settled()) {
            tools.desk().withdraw(incident().id(), state().detail());
        }
        if (input instanceof Input.Approved) {
            publish();
        }
    }

    private void decided(int step, Attempt decision, Verdict verdict) {
        Rung rung = chart.rung();
        Ruling.made(rung, decision);
        if (!(verdict instanceof Verdict.Act) || !rung.changes()) {
            // Else it is written with the intent.
            tools.records().decided(chart.row(), step, decision);
        }
    }

    private void moved(Ladder before, Transition transition) {
        LadderState state = state();
        chart.moved();
        effects.cancel();
        handBack();
        if (!holdsLane(state)) {
            tools.lanes().giveBack(incident().id());
        }
        if (inPassing(before.state(), state)) {
            return;
        }
        boolean intends = transition.effects().stream().anyMatch(Effect.Perform.class::isInstance)
                && chart.rung().changes();
        if (!intends) {
            tools.records().save(chart.row());
        }
        if (!state.word().equals(before.state().word()) && state.ended()) {
            Ruling.ended(chart.rung());
            afterYield.begin();
        }
        publish();
    }

    /** What may have been the engine's own end is for the guards, which have a person told. */
    private void lookForTakeover() {
        tools.services()
                .touches(service(), incident().latest().at())
                .takeoverForSure()
                .ifPresent(touch -> on(
                        new Input.TakenOver("somebody did " + touch.action() + " at " + touch.at())));
    }

    /** The engine was lost sight of. */
    public void engineLost() {
        afterYield.engineLost();
    }

    private void publish() {
        tools.publish().accept(chart.row().change());
    }

    private Incident incident() {
        return chart.incident();
    }

    private LadderState state() {
        return chart.ladder().state();
    }

    /** A yes is good for one call. What is to be tried again is to be approved again: the world may be another by then. */
    private void handBack() {
        Question used = chart.granted();
        if (used == null || state() instanceof LadderState.Acting
                || state() instanceof LadderState.Unsettled) {
            return;
        }
        chart.grant(null);
        if (state() instanceof LadderState.Waiting waiting) {
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

package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.decide.Circumstances;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.decide.Unsaved;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Unquiet;
import io.dockmedic.remediation.decide.storm.KnownCause;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.view.Patient;
import io.dockmedic.rules.incident.Incident;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rung on which an incident's ladder stands: what it asks for, of whom, and whether that may be done now.
 *
 * @param granted what a person has just approved; null when nobody did
 */
record Rung(Tools tools, RemedyPlan plan, Incident incident, Ladder ladder, @Nullable Question granted) {
    /** They say of what would have been done otherwise that it is not. */
    private static final Set<Reason> WOULD_BE = EnumSet.of(Reason.NOT_APPROVED, Reason.DRY_RUN, Reason.PAUSED);

    Step step() {
        return plan.steps().get(Math.min(ladder.step(), plan.steps().size() - 1));
    }

    /** Empty when the plan names an action that there is not. */
    Optional<Action> action() {
        return tools.actions().find(step().action());
    }

    /** Whether it changes the container; false for what only tells, or marks. */
    boolean changes() {
        return action().map(action -> action.about().changes()).orElse(false);
    }

    /** Whether people are told. */
    boolean tells() {
        return action().map(action -> action.about().tells()).orElse(false);
    }

    /**
     * The container it is about, as its latest event shows it, or what we have put in its place since; where the incident is about none,
     * that of the service which the step names. Null when there is none.
     */
    @Nullable
    Container container() {
        Container container = Patient.of(incident);
        if (container != null) {
            return tools.acts().now(container);
        }
        return named().isEmpty() ? null : tools.named().apply(named()).container();
    }

    /** Why there is no container. */
    String missing() {
        return tools.named().apply(named()).missing();
    }

    /** The service it is about; empty when neither the incident nor the step is about one. */
    String service() {
        String service = Patient.service(incident);
        Container container = service.isEmpty() ? container() : null;
        return container != null ? container.service().key() : service.isEmpty() ? named() : service;
    }

    private String named() {
        return action().map(action -> action.names(step().parameters())).orElse("");
    }

    /** The service it is about; what else the incident is about when that is none. */
    String subject() {
        return service().isEmpty() ? incident.key() : service();
    }

    /** What events are about that tell how it is: the service, or what else the latest event of the incident is about. */
    String about() {
        return service().isEmpty() ? incident.latest().subject() : service();
    }

    /** The first rung that only tells; empty when there is none. */
    Optional<Rung> telling() {
        return IntStream.range(0, plan.steps().size())
                .mapToObj(step -> new Rung(tools, plan, incident, ladder.at(step, 0, 0), null))
                .filter(Rung::tells)
                .findFirst();
    }

    /** May it be done, now? {@code state} is null before the container was looked at. */
    Verdict judge(@Nullable ContainerState state) {
        String service = service();
        ActionDescription about = action().orElseThrow().about();
        Instant now = tools.clock().now();
        Instant wall = tools.clock().shown(now);
        Verdict verdict = tools.decider()
                .judge(new Proposal(
                        now, about, tools.policy().permits().allow(about, container(), wall) || grants(about),
                        incident, container(), state, tools.policy(),
                        tools.situation().get(),
                        circumstances(service, about.aim()),
                        tools.acts().spent(act -> claim().counts(act, service), incident.rule(), about.name()),
                        tools.brake().on(container()),
                        granted != null,
                        tools.desk().open(incident.id()).stream().map(Question::about).toList(),
                        tools.source().apply(incident, plan.follows()), wall, doubt(state), tried(now),
                        unsaved(service), unquiet(now, wall)));
        boolean wanted = verdict instanceof Verdict.Act || WOULD_BE.contains(verdict.reason());
        if (wanted && !allowed(needs(), wall)) {
            return new Verdict.Suppress(Reason.NOT_SWITCHED_ON,
                    "no approval in the configuration covers " + needs() + " of it, now, which is part of this");
        }
        return wanted && !allowed(needed(), wall)
                ? new Verdict.Suppress(Reason.NOT_SWITCHED_ON, "no approval in the configuration covers "
                        + needed() + " of it, now, by which it is to be proven")
                : verdict;
    }

    /** Why it must not be started as it is seen, for a person; empty when it would not be, or nothing is known against it. */
    Future<String> footing(ContainerState state) {
        Aim aim = action().orElseThrow().about().aim();
        // A backup may stop it, and starts it then.
        boolean starts = aim == Aim.BRING_UP || aim == Aim.REPLACE || aim == Aim.KEEP
                || (aim == Aim.GIVE_MORE && !state.running());
        return starts ? tools.footing().against(service(), state) : Future.succeededFuture("");
    }

    /** Whether it would end what somebody does who is inside the container. What a person has allowed, does not mind. */
    boolean disturbs(ContainerState state) {
        Aim aim = action().orElseThrow().about().aim();
        return state.running() && !state.restarting() && granted == null
                && (aim == Aim.BRING_UP || aim == Aim.REPLACE || aim == Aim.TAKE_DOWN);
    }

    /**
     * Why it is left out, for it was tried: to another that the same cause made, or to this one. Of the last only as the ladder comes
     * to the rung: the attempts that follow there are part of it. A person's yes counts for more.
     */
    private String tried(Instant now) {
        String cause = granted == null && changes() ? KnownCause.of(incident) : "";
        String against = cause.isEmpty() ? "" : tools.inVain().against(cause, incident.id(), now);
        if (!against.isEmpty()) {
            return against;
        }
        Step.SkipAfter skip = step().skipAfter();
        if (skip == null || ladder.attempt() > 0 || granted != null) {
            return "";
        }
        long acts = tools.acts().count(service(), step().action(), now.minus(skip.within()));
        return acts < skip.acts()
                ? ""
                : "it was done " + acts + " times in the last " + skip.within().toMinutes()
                        + " min, and did not last: the next step is taken";
    }

    /** What is lacking of the backup after which the step is to be done. */
    private Unsaved unsaved(String service) {
        Duration age = step().afterBackup();
        return age == null ? Unsaved.NOTHING : tools.stock().lacking(service, age);
    }

    /** Why now is not the time for the step. */
    private Unquiet unquiet(Instant now, Instant wall) {
        Duration patience = step().quiet();
        if (patience == null) {
            return Unquiet.NOTHING;
        }
        Instant first = first(Reason.NOT_QUIET).orElse(null);
        Duration waited = first == null || first.isAfter(now) ? Duration.ZERO : Duration.between(first, now);
        Unquiet unquiet = tools.policy().quiet().against(container(), patience, waited, now, wall);
        // What was tried in one and did not help does not wait for another: the service may be down by our own act.
        return ladder.attempt() > 0 ? unquiet.atOnceOrNever() : unquiet.askedFirst(first);
    }

    /** When that first stood against the step, in this climb. */
    private Optional<Instant> first(Reason reason) {
        return ladder.attempts()
                .stream()
                .filter(one -> !one.ofEarlierClimb())
                .filter(one -> one.action().equals(step().action()) && one.reason().equals(reason.word()))
                .map(Attempt::at)
                .min(Instant::compareTo);
    }

    /**
     * Since when what passes by itself is waited for: since the incident fires; for what has waited for a quiet time, since that stands
     * against it.
     */
    Instant heldUpSince(Reason reason) {
        return step().quiet() == null
                ? Objects.requireNonNullElse(incident.firedAt(), incident.activeAt())
                : first(reason).orElse(tools.clock().now());
    }

    /** Has looked which backups there are, where it is to be done only after one. The future never fails. */
    Future<Void> lookedForBackups() {
        return step().afterBackup() == null ? Future.succeededFuture() : tools.stock().look();
    }

    /** What is proven by something that may not be done is not done: nobody would know what came of it. */
    private boolean allowed(String needed, Instant wall) {
        return needed.isEmpty() || tools.actions()
                .find(needed)
                .filter(action -> tools.policy().permits().allow(action.about(), container(), wall))
                .isPresent();
    }

    private String needs() {
        return action().map(action -> action.needs(step().parameters())).orElse("");
    }

    private String needed() {
        Step.Verify verify = step().verify();
        return verify == null ? "" : verify.condition().needs();
    }

    /** A yes counts for what may be asked about still. */
    private boolean grants(ActionDescription about) {
        return granted != null && tools.policy().permits().asks(about);
    }

    private String doubt(@Nullable ContainerState state) {
        return state == null
                ? ""
                : action().flatMap(action -> action.doubt(state, step().parameters())).orElse("");
    }

    /** Whether people may hear of it now: nobody silenced it, and we are not only looking on. */
    boolean mayBeTold() {
        Brakes brakes = tools.brake().on(container());
        return !tools.situation().get().observer() && !tools.policy().dryRun() && brakes.dryRun() == null
                && brakes.silenced() == null && brakes.maintenance() == null;
    }

    /** That we took it down, or its policy away, is news, whatever a person was told of it before. */
    private Circumstances circumstances(String service, Aim aim) {
        List<TakenDown> others = takenDown().stream()
                .filter(act -> !act.leadsTo(incident.id(), ladder.step(), aim))
                .toList();
        Circumstances now = tools.services()
                .circumstances(service, incident.activeAt(), claim().busy(), tools.lanes().holder(service), others);
        return tools.acts().changed(service, incident.id()) ? now.news() : now;
    }

    /** What it has for itself while its act is under way. */
    Claim claim() {
        return new Claim(this);
    }

    private List<TakenDown> takenDown() {
        Container container = container();
        return container == null ? List.of() : tools.held().of(container.id());
    }

    /** What the action is asked to do. */
    Job job(String act, @Nullable ContainerState state) {
        Instant budgeted = tools.clock().now().minus(tools.policy().budget(container()).within());
        String service = service();
        return new Job(
                act, incident, container(), state, ladder.step(), ladder.resets(), step().parameters(),
                ladder.attempts(),
                tools.acts().recent(service, budgeted), takenDown(), granted == null ? "" : granted.about().would());
    }
}

package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.remediation.action.HostReversible;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Reversible.Back;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.about.MachinePart;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lowers what a GPU may draw, one step at a time and not below a floor, so that it is not slowed down by the hardware itself. The
 * act is to set the limit to a value that is written down before, so that what it is says what came of it. Put back when nothing
 * has slowed the GPU down for a while, unless somebody has set another limit, or its driver was loaded anew.
 */
public final class GpuPowerLimitAction implements HostReversible {
    /** As rules write it. */
    public static final String NAME = "gpu-power-limit";

    private static final String NO_GPU = "the incident is about no GPU";
    private static final String NOTHING = "nothing would have been set: ";
    /** To look and to set, each after what is asked of the GPU already. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Lowers what a GPU may draw, by a tenth, where heat or its power supply slow it down; put back by itself when nothing"
                    + " has slowed it down for a day.",
            ActionClass.CAREFUL,
            Aim.SPARE,
            PowerSettings.MEANINGS,
            List.of(),
            "the power limit would have been lowered",
            "nvidia-smi -i GPU -pl WATTS, with what the outcome names").formed(PowerSettings.FORMS)
            .example(
                    "{action: gpu-power-limit, with: {by: -50W, floor: 300W, calm: 6h}, verify: {over: 0s, within: 10m}}")
            .rights("CAP_SYS_ADMIN; for AMD's GPUs root, and /sys to write to");

    private final Powering with;
    private final Lowered lowered;

    public GpuPowerLimitAction(Powering with) {
        this.with = with;
        this.lowered = new Lowered(with);
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return PowerSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public String part(Incident incident) {
        return About.gpu(incident).map(gpu -> MachinePart.gpu(gpu.pci())).orElse("");
    }

    @Override
    public String part(ActRecord act) {
        return MachinePart.gpu(About.of(act.notes()).pci());
    }

    private static Optional<About> about(Job job) {
        return About.gpu(job.incident()).map(gpu -> About.of(gpu, PowerSettings.of(job.parameters())));
    }

    @Override
    public Intended intends(Job job) {
        return about(job)
                .map(about -> new Intended(NAME, about.notes(), true, false))
                .orElseGet(() -> Intended.of(NAME));
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return cleared.compose(go -> about(job)
                .map(about -> lower(job, about))
                .orElseGet(() -> refused(ErrorClass.BAD_REQUEST, NO_GPU)));
    }

    private Future<Outcome> lower(Job job, About about) {
        return looked(job, about).compose(looked -> switch (looked) {
            case Looked.Seen(Plan.Lower(Change change)) -> written(job.act(), about, change);
            case Looked.Seen(Plan.Stay(String why)) ->
                refused(ErrorClass.BAD_REQUEST, "the power limit of " + about.words() + " is as it was: " + why);
            case Looked.Unseen(Outcome.Refused no) -> Future.succeededFuture(no);
        });
    }

    /** What one look at the limit led to. */
    private sealed interface Looked {
        record Seen(Plan plan) implements Looked {}

        record Unseen(Outcome.Refused refused) implements Looked {}
    }

    private Future<Looked> looked(Job job, About about) {
        return with.limits()
                .look(about.pci())
                .map(answer -> answer instanceof PowerAnswer.Told(PowerLimit limit)
                        ? new Looked.Seen(Plan.of(PowerSettings.of(job.parameters()), limit,
                                lowered.first(about.pci(), limit.now())))
                        : new Looked.Unseen(Answered.unseen(answer, about)));
    }

    private Future<Outcome> written(String act, About about, Change change) {
        return with.steps()
                .note(act, change.notes())
                .compose(
                        noted -> with.mayGoOn()
                                .get()
                                .compose(may -> may
                                        ? set(act, about, change)
                                        : refused(ErrorClass.CONFLICT, "acts are held up")),
                        why -> refused(ErrorClass.CONFLICT, "nothing was set: it cannot be written down"));
    }

    private Future<Outcome> set(String act, About about, Change change) {
        lowered.noted(act, about, change);
        return with.limits().set(about.pci(), change.to()).compose(answer -> took(act, about, change, answer));
    }

    /** Some drivers round: what it has right after our call is ours, and is what is looked for later. */
    private Future<Outcome> took(String act, About about, Change asked, PowerAnswer answer) {
        Change change = answer instanceof PowerAnswer.Told(PowerLimit limit) ? asked.came(limit.now()) : asked;
        Outcome outcome = Answered.set(answer, about, change, done(about, change));
        return change.equals(asked)
                ? Future.succeededFuture(outcome)
                : seen(act, about, change).map(outcome).otherwise(outcome);
    }

    /** It is known from now on that this one is ours, and any other is not. */
    private Future<Void> seen(String act, About about, Change change) {
        lowered.took(act, about, change);
        return with.steps().note(act, change.notes());
    }

    private static String done(About about, Change change) {
        return "power limit of " + about.words() + " lowered from " + PowerLimit.words(change.from()) + " to "
                + PowerLimit.words(change.to()) + "; put back to " + PowerLimit.words(change.first())
                + " when nothing has slowed it down for " + about.calmWords() + ", by hand with "
                + about.command(change.first());
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return about(job)
                .map(about -> wouldDo(job, about))
                .orElseGet(() -> Future.succeededFuture(NOTHING + NO_GPU));
    }

    private Future<String> wouldDo(Job job, About about) {
        return looked(job, about).map(looked -> switch (looked) {
            case Looked.Seen(Plan.Lower(Change change)) -> ABOUT.dryRun() + ", that of " + about.words() + " from "
                    + PowerLimit.words(change.from()) + " to " + PowerLimit.words(change.to());
            case Looked.Seen(Plan.Stay(String why)) -> NOTHING + why;
            case Looked.Unseen(Outcome.Refused no) -> NOTHING + no.message();
        });
    }

    @Override
    public Duration settlesWithin(Job job) {
        return LONGEST;
    }

    /** What was set is written down beside what was known when it was intended. */
    @Override
    public Future<Outcome> settle(ActRecord act) {
        return with.steps()
                .notes(act.id())
                .compose(notes -> Change.of(notes)
                        .map(change -> settle(act.id(), About.of(notes), change))
                        .orElseGet(() -> refused(ErrorClass.CONFLICT, "cut off before anything was set")))
                .otherwise(why -> new Outcome.Unknown("what was to be set cannot be read: " + why.getMessage()));
    }

    private Future<Outcome> settle(String act, About about, Change change) {
        if (change.lowers()) {
            lowered.noted(act, about, change);
        }
        return Aftermath.of(with, about, change)
                .compose(outcome -> outcome instanceof Outcome.Done && change.lowers()
                        ? seen(act, about, change.came(change.to())).map(outcome).otherwise(outcome)
                        : Future.succeededFuture(outcome));
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }

    @Override
    public void owes(ActRecord act) {
        Change.of(act.notes()).ifPresent(change -> lowered.noted(act.id(), About.of(act.notes()), change));
    }

    @Override
    public void returned(ActRecord act) {
        lowered.over(act.id());
    }

    @Override
    public Future<Back> back(ActRecord act) {
        return lowered.back(act.id());
    }

    @Override
    public Map<String, String> backNotes(ActRecord act) {
        return lowered.change(act.id()).map(change -> change.back().beside(act.notes())).orElse(act.notes());
    }

    @Override
    public Future<Outcome> putBack(ActRecord act) {
        return lowered.putBack(act.id());
    }

    @Override
    public String what(ActRecord act) {
        return About.of(act.notes()).words();
    }

    @Override
    public String byHand(ActRecord act) {
        return lowered.change(act.id()).map(change -> About.of(act.notes()).command(change.first())).orElse("");
    }
}

package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.remediation.action.Finding;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.about.MachinePart;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resets a GPU of NVIDIA's that needs it, once nothing has it open any more: stops the containers that use it or what it is
 * linked to, switches persistence mode off, lets go of it itself, runs {@code nvidia-smi --gpu-reset}, looks whether it is well,
 * and puts everything back, whatever came of it. What was cut off is never reset by looking, only put back.
 */
public final class ResetGpuAction implements HostAction {
    /** As rules write it. */
    public static final String NAME = "reset-gpu";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Resets the GPU, with the containers that use it, or what it is linked to, stopped meanwhile.",
            ActionClass.DESTRUCTIVE,
            Aim.MEND,
            Map.of(),
            List.of("GET /containers/json", "GET /containers/{id}/json", "POST /containers/{id}/stop",
                    "POST /containers/{id}/start"),
            "the GPU would have been reset",
            "nothing: what ran on it is lost, and what was stopped is started again by itself")
            .example("{action: reset-gpu, verify: {well: 30s, within: 5m}}")
            .rights("root, nvidia-smi, and the processes of the whole machine (in a container --pid host)");

    private static final Duration READ_AGAIN = Duration.ofSeconds(5);
    private static final Duration OBSERVES = Duration.ofSeconds(2);
    /** Ten minutes for the reset itself, and some for each container. */
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String NOT = "not reset: ";
    /** Where the GPU sits, as an act notes it. */
    private static final String PCI = "pci";

    private final OnGpu with;
    /** One look at a time: each goes through all processes, and asks every GPU. */
    private Future<?> looking = Future.succeededFuture();

    public ResetGpuAction(OnGpu with) {
        this.with = with;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    /** We let go of all GPUs for one of them. */
    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public boolean wordForWord() {
        return true;
    }

    @Override
    public String part(Incident incident) {
        return Survey.gpu(incident).map(gpu -> MachinePart.gpu(gpu.pci())).orElse("");
    }

    @Override
    public String part(ActRecord act) {
        return Optional.ofNullable(act.notes().get(PCI)).map(MachinePart::gpu).orElse("");
    }

    @Override
    public Intended intends(Job job) {
        return Survey.gpu(job.incident())
                .map(Gpu::pci)
                .map(pci -> new Intended(NAME, Map.of(PCI, pci), false, false))
                .orElseGet(() -> Intended.of(NAME));
    }

    @Override
    public Optional<Finding> finding(Job job) {
        return Survey.gpu(job.incident())
                .flatMap(gpu -> with.gpus()
                        .latest()
                        .gpus()
                        .stream()
                        .filter(one -> one.reading().gpu().pci().equals(gpu.pci()))
                        .findFirst())
                .map(Aftercare::ill)
                .map(why -> new Finding(why.isEmpty(), why.isEmpty() ? "the GPU is well" : why));
    }

    private Future<Course> course(Job job) {
        Future<Course> course = looking.transform(over -> new Survey(with, job.incident()).course());
        looking = course;
        return course;
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return course(job)
                .map(Course::words)
                .otherwise(why -> "nothing would have been reset: " + why.getMessage());
    }

    @Override
    public Future<String> toApprove(Job job) {
        return course(job)
                .map(Course::words)
                .recover(why -> Future.failedFuture(NOT + why.getMessage()));
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return cleared.compose(go -> course(job).compose(course -> begin(job, course), ResetGpuAction::refused));
    }

    private static Future<Outcome> refused(Throwable why) {
        return Future.succeededFuture(new Outcome.Refused(
                why instanceof Refusal refusal ? refusal.error() : ErrorClass.BAD_REQUEST, NOT + why.getMessage()));
    }

    private Future<Outcome> begin(Job job, Course course) {
        if (job.approved().isEmpty()) {
            return refused(Refusal.of("nobody has said yes to it, which it takes each time"));
        }
        if (!job.approved().equals(course.words())) {
            return refused(new Refusal(ErrorClass.CONFLICT,
                    "what was approved is not what would be done now: " + course.words()));
        }
        Optional<String> busy = course.drained()
                .stream()
                .map(one -> with.lanes().busy(one.service(), job.incident().id()))
                .filter(why -> !why.isEmpty())
                .findFirst();
        if (busy.isPresent()) {
            return refused(new Refusal(ErrorClass.CONFLICT, "of what is to be stopped " + busy.get()));
        }
        Progress progress = Progress.begin(job.act(), course, with.clock().now());
        watch(progress, job.incident().id());
        Chronicle chronicle = new Chronicle(with, progress);
        return chronicle.becomes(progress).compose(noted -> {
            if (!noted) {
                with.bystanders().forget(job.act());
                return refused(new Refusal(ErrorClass.SERVER_ERROR, "that it begins could not be written down"));
            }
            return new Stopping(with, chronicle).all()
                    .compose(down -> chronicle.now().amiss().isEmpty()
                            ? new Treatment(with, chronicle).reset(course.opened())
                            : Future.succeededFuture())
                    .recover(broken -> chronicle.amiss("it broke off: " + broken).mapEmpty())
                    .compose(over -> putBack(chronicle, false));
        });
    }

    /** Nothing else is done to what is stopped, and what others do to it is heard. */
    private void watch(Progress progress, String incident) {
        progress.drained().forEach(one -> {
            with.lanes().take(one.service(), incident);
            with.bystanders().watch(progress.act(), one.service(), one.id());
            if (one.owed()) {
                with.bystanders().ends(progress.act(), one.id(), one.run());
            }
        });
    }

    private Future<Outcome> putBack(Chronicle chronicle, boolean resumed) {
        return new Aftercare(with, chronicle).toTheEnd()
                .compose(done -> new Return(with, chronicle, resumed).all())
                .map(back -> {
                    with.bystanders().forget(chronicle.now().act());
                    chronicle.allOver();
                    return chronicle.now().outcome();
                });
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        Promise<Outcome> outcome = Promise.promise();
        read(act, outcome);
        return outcome.future();
    }

    /** Nothing is done before it is known how far it came. */
    private void read(ActRecord act, Promise<Outcome> outcome) {
        if (with.observer().getAsBoolean()) {
            with.timers().after(OBSERVES, () -> read(act, outcome));
            return;
        }
        with.steps()
                .notes(act.id())
                .onFailure(unread -> with.timers().after(READ_AGAIN, () -> read(act, outcome)))
                .onSuccess(notes -> {
                    Progress progress = Progress.read(act.id(), notes);
                    if (progress == null) {
                        outcome.tryComplete(new Outcome.Refused(ErrorClass.CONFLICT,
                                NOT + "Dockmedic ended before anything was done"));
                    } else {
                        watch(progress, act.incident());
                        with.counts().accept(act.id(), progress.services());
                        resume(progress).onComplete(outcome);
                    }
                });
    }

    /** What was not begun by then is not begun any more, and what was is looked at. */
    private Future<Outcome> resume(Progress progress) {
        Chronicle chronicle = new Chronicle(with, progress);
        Future<Boolean> known = progress.reset() || !progress.amiss().isEmpty()
                ? Future.succeededFuture(true)
                : chronicle.amiss("Dockmedic ended in the middle, before the reset");
        return known.compose(noted -> putBack(chronicle, true));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return LONGEST;
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}

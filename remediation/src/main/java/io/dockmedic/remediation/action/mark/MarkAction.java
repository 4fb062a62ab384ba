package io.dockmedic.remediation.action.mark;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps new work off the GPU that the incident is about, by a mark that other programs read. What runs on it runs on. The same again changes
 * nothing; the mark goes when the incident is over.
 */
public final class MarkAction implements Action {
    /** As rules write it. */
    public static final String NAME = "mark";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Marks the GPU for other programs, so that no new work goes to it; what runs on it runs on.",
            ActionClass.SAFE,
            Aim.MARK,
            Map.of(),
            List.of(),
            "the GPU would have been marked",
            "itself, when the incident is over")
            .example("{action: mark}")
            .rights("to write to runtime_directory");

    private final Marks marks;

    public MarkAction(Marks marks) {
        this.marks = marks;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return cleared.compose(go -> Optional.of(job.incident())
                .filter(incident -> incident.state() != Incident.State.RESOLVED)
                .flatMap(Marked::of)
                .map(this::mark)
                .orElseGet(() -> Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                        "the incident is over, or about no GPU that is known: there is nothing to mark"))));
    }

    private Future<Outcome> mark(Marked marked) {
        return marks.mark(marked)
                .<Outcome>map(mark -> new Outcome.Done(words(mark)))
                .otherwise(why -> new Outcome.Failed(
                        "the GPU cannot be marked: " + why.getMessage() + "; it is tried again every minute"));
    }

    private String words(GpuMark mark) {
        if (!mark.ours()) {
            return "marked already, and not by Dockmedic: " + marks.file(mark);
        }
        return "no new work is to go to it: " + marks.file(mark) + (mark.containers().isEmpty()
                ? "; no container has it"
                : "; these have it: " + String.join(", ", mark.containers()));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return Future.succeededFuture(Marked.of(job.incident())
                .map(marked -> ABOUT.dryRun() + ": " + marked.gpu().words())
                .orElse("nothing would have been marked: it is about no GPU"));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return Duration.ZERO;
    }

    @Override
    public void settled(String act, String containerId) {
        // Whoever asks again gets the same mark.
    }
}

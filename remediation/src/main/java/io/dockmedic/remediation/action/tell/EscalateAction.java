package io.dockmedic.remediation.action.tell;

import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.diagnose.Diagnosis;
import io.dockmedic.remediation.escalate.Escalations;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls a person, with the evidence. Done when the message is written down to be sent; it is sent until taken. */
public final class EscalateAction implements Action {
    /** As rules write it. */
    public static final String NAME = "escalate";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Tells the people behind the configured receivers, with evidence and what was tried.",
            ActionClass.SAFE,
            Aim.TELL,
            Map.of(),
            List.of("GET /containers/{id}/json", "GET /containers/{id}/logs", "GET /containers/{id}/stats",
                    "GET /images/{id}/json"),
            "the people behind the receivers would have been told",
            "what was told stays told")
            .example("{action: escalate}");

    private final Diagnosis diagnosis;
    private final Escalations escalations;

    public EscalateAction(Diagnosis diagnosis, Escalations escalations) {
        this.diagnosis = diagnosis;
        this.escalations = escalations;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return cleared.compose(go -> diagnosis.of(job.incident(), job.container()))
                .compose(evidence -> escalations.tell(job, evidence))
                .map(to -> (Outcome) new Outcome.Done(to))
                .recover(failure -> Future
                        .succeededFuture(new Outcome.Done("told in the log: " + failure.getMessage())));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return Duration.ZERO;
    }

    @Override
    public void settled(String act, String containerId) {
        // The message's own key makes it one and the same, however often it is sent.
    }
}

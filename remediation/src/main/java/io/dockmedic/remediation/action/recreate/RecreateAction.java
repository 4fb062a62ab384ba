package io.dockmedic.remediation.action.recreate;

import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the container anew, the same in everything, for what a restart does not cure. The new one is made first, under
 * another name; the old one is kept, stopped, until the new one has shown that it runs. Whatever goes wrong until then, or
 * should we end in the middle, the old one is back as it was.
 */
public final class RecreateAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = Replacement.RECREATE;

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Makes the container anew, the same in everything, and removes the old one once the new one runs.",
            ActionClass.CAREFUL,
            Aim.BRING_UP,
            After.meaning("what was deployed just now is left to whoever deployed it"),
            List.of("GET /info", "GET /containers/json", "GET /containers/{id}/json", "GET /images/{id}/json",
                    "POST /containers/create", "POST /networks/{id}/connect", "POST /containers/{id}/update",
                    "POST /containers/{id}/stop", "POST /containers/{id}/rename", "POST /containers/{id}/start",
                    "DELETE /containers/{id}"),
            "the container would have been created anew",
            "itself, when the new one does not run; what was in the old one's own layer is gone after that");

    private final Replacement replacement;
    private final Objections objections;

    public RecreateAction(Remaking with) {
        this.replacement = new Replacement(with);
        this.objections = new Objections(with);
    }

    /** What is wrong with its parameters; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return After.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        return Replacement.intends(NAME, job);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return replacement.perform(job, cleared,
                state -> objections.to(state, After.of(job.parameters()))
                        .map(against -> against.<Replacement.Way>map(
                                why -> new Replacement.Way.Against("not created anew: " + why))
                                .orElseGet(Replacement.Way.Same::new)));
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return replacement.settle(act);
    }

    @Override
    public Duration settlesWithin(Job job) {
        return Replacement.settlesWithin(job);
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}

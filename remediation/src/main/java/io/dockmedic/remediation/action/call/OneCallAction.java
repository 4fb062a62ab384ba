package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * An action that is one call on the incident's container. What it says of itself, what it asks the engine for and what
 * shows that it was done is all that is left to say. Unless it says otherwise it is known to the ledger by its name, and
 * shows within 20 s or not at all.
 */
public abstract class OneCallAction implements Action {
    /** The call's own limit, and time to spare; the engine answers no look at a container that it is working on. */
    protected static final Duration MARGIN = Duration.ofSeconds(20);

    private final ActionDescription about;
    private final OneCall one;

    protected OneCallAction(ActionDescription about, OneCall one) {
        this.about = about;
        this.one = one;
    }

    /** What the engine is to be asked for. */
    protected abstract Asked asked(Job job, ContainerState state);

    /** What stands against asking for it at all; empty when nothing does. */
    protected Optional<Outcome.Refused> refuses(Job job, ContainerState state) {
        return Optional.empty();
    }

    /**
     * What stands against it that can only be found out by asking, while the intent is being written. Changes nothing; the
     * future never fails. Not asked where something stands against it already.
     */
    protected Future<Optional<Outcome.Refused>> looks(Job job, ContainerState state) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public final ActionDescription about() {
        return about;
    }

    @Override
    public final Intended intends(Job job) {
        ContainerState state = job.state();
        return state == null ? Intended.of(about.name()) : intends(job, state);
    }

    /** What it is going to do to a container that is so. */
    protected Intended intends(Job job, ContainerState state) {
        return Intended.of(about.name());
    }

    @Override
    public final Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        if (state == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        Optional<Outcome.Refused> refuses = refuses(job, state);
        return (refuses.isPresent() ? Future.succeededFuture(refuses) : looks(job, state))
                .compose(against -> against
                        .map(refused -> one.refuse(job, state, about.name(), refused, cleared))
                        .orElseGet(() -> one.perform(job, state, asked(job, state), cleared)));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return MARGIN;
    }

    @Override
    public final void settled(String act, String containerId) {
        one.over(act, containerId, about.name());
    }
}

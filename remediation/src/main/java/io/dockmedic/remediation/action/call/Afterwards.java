package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.Steps;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out what came of an act that was cut off or not answered: reads how far it had come, and looks until that is seen.
 * While the journal cannot be read or the engine does not answer there is no outcome, however long it takes. To be used once,
 * on one context.
 */
public final class Afterwards {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Steps steps;
    private final Timers timers;
    private final Function<Map<String, String>, Future<Optional<Outcome>>> look;
    private final Promise<Outcome> outcome = Promise.promise();

    /** @param look given the act's notes, what came of it; empty while that is not known yet. Never fails */
    public Afterwards(Steps steps, Timers timers, Function<Map<String, String>, Future<Optional<Outcome>>> look) {
        this.steps = steps;
        this.timers = timers;
        this.look = look;
    }

    /** The future never fails. */
    public Future<Outcome> of(String act) {
        steps.notes(act)
                .onSuccess(this::look)
                .onFailure(unread -> timers.after(EVERY, () -> of(act)));
        return outcome.future();
    }

    private void look(Map<String, String> notes) {
        look.apply(notes)
                .onSuccess(came -> came.ifPresentOrElse(outcome::complete,
                        () -> timers.after(EVERY, () -> look(notes))));
    }
}

package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Finds out what came of a limit that was being set, by looking what it is now: a GPU that answers is done with the call before. Comes to an
 * end in two minutes, whatever it answers. A limit that may be ours or somebody else's is not known. Nothing is set.
 */
final class Aftermath {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private final Powering with;
    private final About about;
    private final Change change;
    private final Promise<Outcome> outcome = Promise.promise();

    private Aftermath(Powering with, About about, Change change) {
        this.with = with;
        this.about = about;
        this.change = change;
    }

    static Future<Outcome> of(Powering with, About about, Change change) {
        Aftermath aftermath = new Aftermath(with, about, change);
        Timers.Pending late = with.timers()
                .after(AT_MOST, () -> aftermath.outcome.tryComplete(new Outcome.Unknown(about.words()
                        + " does not answer, so it is not known whether it may draw "
                        + PowerLimit.words(change.to()) + " now")));
        aftermath.look();
        return aftermath.outcome.future().onComplete(over -> late.cancel());
    }

    private void look() {
        if (!outcome.future().isComplete()) {
            with.limits().look(about.pci()).onSuccess(this::seen);
        }
    }

    private void seen(PowerAnswer answer) {
        if (!(answer instanceof PowerAnswer.Told(PowerLimit limit))) {
            with.timers().after(EVERY, this::look);
        } else if (PowerLimit.same(limit.now(), change.to())) {
            outcome.tryComplete(new Outcome.Done("its power limit is " + PowerLimit.words(limit.now())));
        } else if (change.perhapsOurs(limit.now())) {
            outcome.tryComplete(new Outcome.Unknown("the power limit of " + about.words() + " stays: "
                    + change.perhaps(limit.now()) + ". Back to what it was: " + about.command(change.first())));
        } else {
            outcome.tryComplete(new Outcome.Refused(ErrorClass.CONFLICT,
                    "not done: its power limit is " + PowerLimit.words(limit.now())));
        }
    }
}

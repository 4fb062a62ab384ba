package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the engine is to be asked for.
 *
 * @param word    as the ledger knows it
 * @param call    asks the engine
 * @param done    what to say when it was done
 * @param already what to say when the engine says that it is so already
 * @param shows   how long after the answer the engine may still tell of what it caused
 * @param beside  the last look may be made while the intent is being written: the engine leaves alone what somebody
 *                else has done by then. Else it is made when that is done and nothing is left to do but to call
 * @param anyRun  what it is asked for is the same for each run of what the engine starts again and again: between two
 *                looks at a loop it is mostly another one
 * @param onlyIf  what else the last look has to show
 * @param against what stands against it, asked right before the last look; the future never fails
 */
public record Asked(String word, Supplier<Future<CallResult<Void>>> call, String done, String already,
        Duration shows, boolean beside, boolean anyRun, Predicate<ContainerState> onlyIf,
        Supplier<Future<Optional<Outcome.Refused>>> against) {
    /** Whatever else the last look shows. */
    public Asked(String word, Supplier<Future<CallResult<Void>>> call, String done, String already, Duration shows,
            boolean beside) {
        this(word, call, done, already, shows, beside, false, any -> true,
                () -> Future.succeededFuture(Optional.empty()));
    }

    /** The same, if the last look shows that. */
    public Asked onlyIf(Predicate<ContainerState> shown) {
        return new Asked(word, call, done, already, shows, beside, anyRun, shown, against);
    }

    /** The same, if nothing stands against it right before the last look. The future never fails. */
    public Asked unless(Supplier<Future<Optional<Outcome.Refused>>> stands) {
        return new Asked(word, call, done, already, shows, beside, anyRun, onlyIf, stands);
    }

    /** The same, also if the engine has ended and started it meanwhile. */
    public Asked ofAnyRun() {
        return new Asked(word, call, done, already, shows, beside, true, onlyIf, against);
    }

    /** The usual: what it causes shows at once, and the last look is the last thing before the call. */
    public static Asked of(String word, Supplier<Future<CallResult<Void>>> call, String done, String already) {
        return new Asked(word, call, done, already, Duration.ZERO, false);
    }
}

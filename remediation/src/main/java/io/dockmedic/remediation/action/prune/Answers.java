package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Asks one thing after the other. */
final class Answers {
    private Answers() {}

    /** Goes on with what the engine answered; what it did not do is the answer to all of it. */
    static <A, B> Future<CallResult<B>> then(Future<CallResult<A>> first, Function<A, Future<CallResult<B>>> next) {
        return first.compose(result -> switch (result) {
            case CallResult.Done<A>(A value) -> next.apply(value);
            case CallResult.Refused<A> no ->
                Future.succeededFuture(new CallResult.Refused<>(no.error(), no.status(), no.message()));
            case CallResult.Unknown<A>(String why) -> Future.succeededFuture(new CallResult.Unknown<>(why));
        });
    }

    /** One after the other, while the answer is that it goes on; whether it went on to the end. */
    static <T> Future<Boolean> each(List<T> all, Function<T, Future<Boolean>> one) {
        Future<Boolean> goesOn = Future.succeededFuture(true);
        for (T item : all) {
            goesOn = goesOn.compose(on -> on ? one.apply(item) : Future.succeededFuture(false));
        }
        return goesOn;
    }
}

package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;

/** Looks at what the engine has of the two containers. */
final class Sight {
    private Sight() {}

    /** Empty when the engine does not say. The future never fails. */
    static Future<Optional<World>> of(Known known, EngineCalls calls) {
        return one(calls, known.old())
                .compose(old -> one(calls, known.madeKey())
                        .compose(made -> one(calls, known.name())
                                .map(holder -> old.said() && made.said() && holder.said()
                                        ? Optional.of(new World(old.state().orElse(null), made.state().orElse(null),
                                                holder.state()
                                                        .filter(state -> state.name().equals(known.name()))
                                                        .map(ContainerState::id)
                                                        .orElse("")))
                                        : Optional.empty())));
    }

    /** Nobody has the name, but several ids begin with it: the engine looks for names before that. */
    private static boolean onlyBeginsIds(CallResult.Refused<ContainerState> refused) {
        return refused.message().toLowerCase(Locale.ROOT).contains("multiple ids found");
    }

    private record One(boolean said, Optional<ContainerState> state) {}

    private static Future<One> one(EngineCalls calls, String key) {
        return calls.inspect(key).map(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> new One(true, Optional.of(state));
            case CallResult.Refused<ContainerState> refused ->
                new One(refused.error() == ErrorClass.NOT_FOUND || onlyBeginsIds(refused), Optional.empty());
            case CallResult.Unknown<ContainerState> unknown -> new One(false, Optional.empty());
        });
    }
}

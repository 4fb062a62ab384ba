package io.dockmedic.remediation.verify;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whether the incident is over: its rule says so, by what it hears of the world. */
record EndLook(BooleanSupplier over) implements Look {
    @Override
    public Future<Optional<Found>> once() {
        return Future.succeededFuture(Optional.of(new Found(over.getAsBoolean(), "over", unseen())));
    }

    @Override
    public String unseen() {
        return "it still fires";
    }

    @Override
    public String asked() {
        return "not over";
    }
}

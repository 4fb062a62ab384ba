package io.dockmedic.collectors.alert.kafka;

import io.vertx.core.Future;

/** Where records go that cannot be taken. */
interface DeadLetters {
    /** There is no such place. */
    DeadLetters NONE = new DeadLetters() {
        @Override
        public Future<Boolean> send(Refused refused) {
            return Future.succeededFuture(false);
        }

        @Override
        public void close() {}
    };

    /** Sends it there. Never fails and ends within a minute: whether it is there. Completes on the caller's context. */
    Future<Boolean> send(Refused refused);

    /** Does not wait. */
    void close();
}

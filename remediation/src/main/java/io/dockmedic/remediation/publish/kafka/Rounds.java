package io.dockmedic.remediation.publish.kafka;

import io.vertx.core.Future;
import java.util.List;

/**
 * Sends what waits, some of it in each round, and has it noted in the journal. What the brokers have and the journal could not
 * take note of is not sent again: the next round is to note it, and nothing else is sent before. To be used on one context, one
 * round after the other.
 */
final class Rounds {
    private static final int AT_ONCE = 100;

    private final Outbox outbox;
    /** Done with, as nobody but us knows. */
    private List<Writer.Done> unnoted = List.of();

    Rounds(Outbox outbox) {
        this.outbox = outbox;
    }

    /** One more; answers what is done with and noted. Fails as the journal does. */
    Future<List<Writer.Done>> next(Writer open) {
        return unnoted.isEmpty()
                ? outbox.waiting(AT_ONCE).compose(some -> send(open, some))
                : note();
    }

    private Future<List<Writer.Done>> send(Writer open, List<Waiting> some) {
        return some.isEmpty() ? Future.succeededFuture(List.of()) : open.send(some).compose(done -> {
            unnoted = List.copyOf(done);
            return note();
        });
    }

    private Future<List<Writer.Done>> note() {
        List<Writer.Done> done = unnoted;
        if (done.isEmpty()) {
            return Future.succeededFuture(done);
        }
        return outbox.sent(done.stream().map(Writer.Done::message).toList()).map(written -> {
            unnoted = List.of();
            return done;
        });
    }
}

package io.dockmedic.remediation;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.remediation.action.backup.UnderWay;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.treat.Settlements;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the stage ends: what it holds is let go while what others do is heard still; then nothing is heard, called or told any more. For
 * remediation's context.
 */
final class Closing {
    /** Docker kills a container 10 s after it was told to stop, and systemd our unit after 15 s. */
    private static final Duration LETS_GO = Duration.ofSeconds(6);

    private final UnderWay backups;
    private final Settlements settlements;
    private final Ward ward;
    private final Escalations escalations;
    private final List<Subscriber<?>> subscribers = new ArrayList<>();

    Closing(UnderWay backups, Settlements settlements, Ward ward, Escalations escalations) {
        this.backups = backups;
        this.settlements = settlements;
        this.ward = ward;
        this.escalations = escalations;
    }

    /** From now on the stage hears this. */
    void hears(Subscriber<?> subscriber) {
        subscribers.add(subscriber);
    }

    /** Breaks off the backups that are under way, and lets go on what they hold, as far as that is done soon. Never fails. */
    Future<Void> letGo() {
        settlements.end();
        return backups.end(LETS_GO).compose(gone -> settlements.written());
    }

    /** Completes when all that was heard has been dealt with. */
    Future<?> close() {
        ward.close();
        escalations.close();
        return Future.join(subscribers.stream().map(Subscriber::close).toList());
    }
}

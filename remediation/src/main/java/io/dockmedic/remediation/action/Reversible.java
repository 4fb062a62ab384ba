package io.dockmedic.remediation.action;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An action whose change is put back by itself when its time has come. */
public interface Reversible extends Action {
    /** Whether an act's change is to be put back. */
    sealed interface Back {
        /** Now. */
        record Due() implements Back {}

        /** Not yet; to be asked again after so long. */
        record Later(Duration again) implements Back {}

        /** Not any more: it is not as the act left it. */
        record Moot(String why) implements Back {}

        /** Its time has come, and it may be as the act left it or as somebody else did: it stays, and a person is told. */
        record Unclear(String why) implements Back {}
    }

    /** @param wall what the clock on the wall shows, as the engine's own times */
    Back back(ActRecord act, ContainerState now, Instant wall);

    /**
     * What stands against putting it back that only a look of this moment shows: the last thing that is asked before the
     * call. Empty when nothing does. The future never fails.
     */
    default Future<Optional<String>> againstPuttingBack(ActRecord act, ContainerState now) {
        return Future.succeededFuture(Optional.empty());
    }

    /** What is noted of putting it back, so that {@link #done} knows it when it sees it. */
    Map<String, String> backNotes(ActRecord act);

    /** Asks the engine for it: one {@code update}. */
    Future<CallResult<Void>> putBack(ActRecord act);

    /** What a person does to put it back. */
    String byHand(ActRecord act, ContainerState now);
}

package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.sought.Sight;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Consumer;

/** How one proof is told of what it listens for. */
public interface Listening {
    /** From now on, or when the rules have heard of it; fails where they have not. */
    Future<Void> begin(Consumer<Sight> told);

    /**
     * What was heard before our restart too, as far as the journal has it, soon and in its order, while it is listened.
     *
     * @param all told of all that was about the same, before what was listened for is told as it is from now on
     */
    void recall(Instant since, Consumer<Event> all);

    /** Whether some of it is told once, and not read again and again. */
    boolean once();

    /** No more; harmless when it never began. */
    void end();
}

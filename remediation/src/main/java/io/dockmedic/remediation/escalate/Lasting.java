package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.Page;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Posts what holds again every few minutes to receivers that take it for over otherwise; where there are none, nothing. To be used on
 * one context.
 */
final class Lasting {
    private static final Duration EVERY = Duration.ofMinutes(3);
    /** What ended while we were away is known by then, and nothing that was posted right before has run out. */
    private static final Duration FIRST = Duration.ofMinutes(2);

    private final Map<String, Receiver> receivers;
    private final Supplier<Collection<Page>> told;
    private final Consumer<Page> post;
    private final Timers timers;

    /**
     * @param told what receivers were told of that is not over
     * @param post told each that lasts
     */
    Lasting(Map<String, Receiver> receivers, Supplier<Collection<Page>> told, Consumer<Page> post, Timers timers) {
        this.receivers = receivers;
        this.told = told;
        this.post = post;
        this.timers = timers;
    }

    /** Begins, in a while, also with what was told before our start. */
    void begin() {
        if (receivers.values().stream().anyMatch(receiver -> receiver.dialect().forgets())) {
            timers.after(FIRST, this::again);
        }
    }

    private void again() {
        told.get().stream().filter(this::lasts).toList().forEach(post);
        timers.after(EVERY, this::again);
    }

    private boolean lasts(Page page) {
        Receiver receiver = receivers.get(page.receiver());
        return receiver != null && !page.rests() && receiver.dialect().forgets()
                && receiver.dialect().lasts(new JsonObject(page.body()));
    }
}

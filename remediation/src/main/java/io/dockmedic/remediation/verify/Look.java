package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.event.ContainerEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** What is looked at again and again to prove that something is as it was to be. */
interface Look {
    /**
     * What one look found.
     *
     * @param asAsked whether it is as it was to be
     * @param same    what it has to stay equal to from look to look, or it begins to hold anew
     * @param words   how it is, for a person
     * @param never   it will not come to be as asked any more, unless somebody does something
     */
    record Found(boolean asAsked, Object same, String words, boolean never) {
        Found(boolean asAsked, Object same, String words) {
            this(asAsked, same, words, false);
        }
    }

    /** An event of the service. */
    default void event(ContainerEvent event) {
        // As a rule the next look shows what it tells.
    }

    /** How long to wait from one look to the next. */
    default Duration every() {
        return Duration.ofSeconds(2);
    }

    /** Looks once; empty when nothing could be seen. Never fails. */
    Future<Optional<Found>> once();

    /** How it is before anything could be seen, for a person. */
    String unseen();

    /** What was asked, as it goes on after how it is, for a person. */
    String asked();
}

package io.dockmedic.remediation.action;

import io.vertx.core.Future;
import java.time.Duration;

/** Something that can be done about a fault. Called on remediation's context; nothing in it blocks. */
public interface Action {
    /** What it is. */
    ActionDescription about();

    /**
     * Does it. The future never fails.
     *
     * @param cleared completes when it may be done: the intent is in the journal, and nothing came in between. Until then
     *                the action may look, and change nothing; if it fails, nothing is to be done, and nobody reads what
     *                comes of it
     */
    Future<Outcome> perform(Job job, Future<Void> cleared);

    /** How long the engine may go on with an unanswered call; what has not happened by then, will not. */
    Duration settlesWithin(Job job);

    /** An act that was {@link Outcome.Unknown} has settled, or is given up. */
    void settled(String act, String containerId);
}

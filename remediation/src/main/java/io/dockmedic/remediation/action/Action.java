package io.dockmedic.remediation.action;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Something that can be done about a fault. Called on remediation's context; nothing in it blocks. */
public interface Action {
    /** What it is. */
    ActionDescription about();

    /** What it is going to do, from what was looked at; written down before it does. */
    default Intended intends(Job job) {
        return Intended.of(about().name());
    }

    /**
     * Does it. The future never fails.
     *
     * @param cleared completes when it may be done: the intent is in the journal, and nothing came in between. Until then
     *                the action may look, and change nothing; if it fails, nothing is to be done, and nobody reads what
     *                comes of it
     */
    Future<Outcome> perform(Job job, Future<Void> cleared);

    /** Why it could not be done with these parameters, as the owner has set things up; empty when nothing stands against it. */
    default Optional<String> against(Map<String, String> parameters) {
        return Optional.empty();
    }

    /** The parameters as who is asked to approve it is shown them: with what they stand for, where they name something. */
    default Map<String, String> shown(Map<String, String> parameters) {
        return parameters;
    }

    /** The service that it is done to where the incident is about none, by its key; empty where it names none. */
    default String names(Map<String, String> parameters) {
        return "";
    }

    /** Another action that has to be approved too, for it is part of this; empty when none is. */
    default String needs(Map<String, String> parameters) {
        return "";
    }

    /** Whether one act of it is under way at a time, whatever it is done to: others wait, and are decided on when it is over. */
    default boolean alone() {
        return false;
    }

    /** What would be done now, for a person. Changes nothing. The future never fails. */
    default Future<String> wouldDo(Job job) {
        return Future.succeededFuture(about().dryRun());
    }

    /**
     * Why a person is to be asked about it on this container, as it is now, although it is switched on; empty when nobody
     * need be.
     */
    default Optional<String> doubt(ContainerState state, Map<String, String> parameters) {
        return Optional.empty();
    }

    /**
     * The same, by a closer look, where nothing stands against it otherwise and nobody was asked. Changes nothing. The
     * future never fails.
     */
    default Future<String> closeDoubt(Job job) {
        return Future.succeededFuture("");
    }

    /**
     * What a person is asked to approve, in a sentence or two. Changes nothing. Fails, with the reason for a person, where
     * it would be refused: nobody is asked then.
     */
    default Future<String> toApprove(Job job) {
        return Future.succeededFuture(about().summary());
    }

    /** Whether a yes is to just those words: where it would be done otherwise by then, a person is asked anew. */
    default boolean wordForWord() {
        return false;
    }

    /** An act of this action from before our start, of those that changed how a container is set up. Told oldest first. */
    default void remember(ActRecord act) {
        // Most need to know of none.
    }

    /** How long the engine may go on with an unanswered call; what has not happened by then, will not. */
    Duration settlesWithin(Job job);

    /** What shows that an act whose call was not answered was done; empty while nothing does. */
    default Optional<String> done(ActRecord act, ContainerState now) {
        return Optional.empty();
    }

    /** Whether an act that has not shown may be tried again: the engine would leave alone what is so already. */
    default boolean again(ActRecord act, ContainerState now) {
        return false;
    }

    /** An act that was {@link Outcome.Unknown} has settled, or is given up. */
    void settled(String act, String containerId);
}

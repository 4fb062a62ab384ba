package io.dockmedic.remediation.action.once;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Acts of which nobody sees afterwards whether they were done. That one begins is written down before it does, so one that was cut
 * off is never taken for one that was not begun.
 */
public final class Once {
    /** What came of one that could not be written down. */
    public static final Outcome.Refused UNWRITTEN = new Outcome.Refused(ErrorClass.SERVER_ERROR,
            "not begun: it could not be written down before");

    private static final String BEGINS = "begins";

    private final Steps steps;

    public Once(Steps steps) {
        this.steps = steps;
    }

    /** Begin it when this completes, and not when it fails, as the journal does. */
    public Future<Void> begins(String act, String what) {
        return steps.note(act, Map.of(BEGINS, what));
    }

    /**
     * What came of one that was cut off. Never fails.
     *
     * @param ended what came of it by its notes; empty where they do not say
     */
    public Future<Outcome> settle(ActRecord act, Function<Map<String, String>, Optional<Outcome>> ended) {
        return steps.notes(act.id())
                .map(notes -> ended.apply(notes).orElseGet(() -> cutOff(notes)))
                .otherwise(unread -> new Outcome.Unknown(
                        "it is not known whether it was begun: the journal cannot be read"));
    }

    private static Outcome cutOff(Map<String, String> notes) {
        return notes.containsKey(BEGINS)
                ? new Outcome.Unknown("it was begun, and its end was not seen")
                : new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: it was cut off before");
    }
}

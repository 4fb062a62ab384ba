package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;

/** What a message says of a container's exit code. */
final class ExitCode {
    /** The exit code of a death nobody could look at. */
    static final int UNKNOWN = -1;

    private static final String ATTRIBUTE = "exitCode";

    private ExitCode() {}

    /** The message's own number, unless a label could have overwritten it (docs/adr/0002); else {@link #UNKNOWN}. */
    static int of(EngineMessage message, Tracker tracker) {
        if (!tracker.labelsKnown() || tracker.container().labels().containsKey(ATTRIBUTE)) {
            return UNKNOWN;
        }
        try {
            return Integer.parseInt(message.attributes().getOrDefault(ATTRIBUTE, ""));
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}

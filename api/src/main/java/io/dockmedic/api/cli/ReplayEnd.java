package io.dockmedic.api.cli;

import io.dockmedic.api.replay.ReplayReport;
import java.util.List;

/** What came of a replay, or why there was none. */
sealed interface ReplayEnd {
    /** It was replayed. */
    record Done(ReplayReport report) implements ReplayEnd {}

    /** Nothing was. */
    record Refused(List<String> problems) implements ReplayEnd {}
}

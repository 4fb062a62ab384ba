package io.dockmedic.remediation.brake;

import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Upcoming;
import io.dockmedic.remediation.decide.storm.Storm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds up acts now, as a snapshot.
 *
 * @param switches set by people at run time, oldest first
 * @param file     the pause by file; null when there is none
 * @param dryRun   the configuration says so
 * @param storms   that hold
 * @param windows  maintenance windows that are open
 * @param upcoming when each opens next, the soonest first
 */
public record Standing(List<Switch> switches, @Nullable Hold file, boolean dryRun, List<Storm> storms,
        List<Hold> windows, List<Upcoming> upcoming) {
    public Standing {
        switches = List.copyOf(switches);
        storms = List.copyOf(storms);
        windows = List.copyOf(windows);
        upcoming = List.copyOf(upcoming);
    }
}

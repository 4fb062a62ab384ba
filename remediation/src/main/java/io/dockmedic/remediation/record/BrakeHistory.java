package io.dockmedic.remediation.record;

import io.dockmedic.remediation.decide.brake.Switch;
import java.time.Instant;
import java.util.List;

/**
 * What held up acts when we ended, as far as it had no end by then.
 *
 * @param over storms that had an end, of late
 */
public record BrakeHistory(List<Switch> switches, List<StormRecord> storms, List<StormEnd> over) {
    public BrakeHistory {
        switches = List.copyOf(switches);
        storms = List.copyOf(storms);
        over = List.copyOf(over);
    }

    /** The same, with nothing in it later than now: a boot may begin with a wall clock that is behind the last one's. */
    public BrakeHistory notAfter(Instant now) {
        return new BrakeHistory(
                switches.stream().map(one -> one.notAfter(now)).toList(),
                storms.stream()
                        .map(one -> new StormRecord(one.storm().notAfter(now), one.told()))
                        .toList(),
                over.stream()
                        .map(one -> new StormEnd(one.storm().notAfter(now), one.at().isAfter(now) ? now : one.at()))
                        .toList());
    }
}

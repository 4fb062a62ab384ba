package io.dockmedic.remediation.record;

import io.dockmedic.remediation.decide.storm.Storm;
import java.time.Instant;

/** A storm that is over, and since when. What fell into trouble in it does not count towards the next one. */
public record StormEnd(Storm storm, Instant at) {
    /** Whether that was a part of it. */
    public boolean had(String service, Instant fell) {
        return !fell.isAfter(at) && storm.services().contains(service);
    }
}

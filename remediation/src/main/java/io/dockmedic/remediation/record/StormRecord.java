package io.dockmedic.remediation.record;

import io.dockmedic.remediation.decide.storm.Storm;
import java.util.Set;

/** A storm, and ids of the incidents that people were told of as part of it. */
public record StormRecord(Storm storm, Set<String> told) {
    public StormRecord {
        told = Set.copyOf(told);
    }
}

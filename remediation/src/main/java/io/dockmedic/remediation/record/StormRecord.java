package io.dockmedic.remediation.record;

import io.dockmedic.remediation.decide.storm.Storm;
import java.util.Set;

/**
 * A storm, and what people were told of it.
 *
 * @param told ids of the incidents that they were told of as part of it, and of told storms that it took in
 */
public record StormRecord(Storm storm, Set<String> told) {
    public StormRecord {
        told = Set.copyOf(told);
    }
}

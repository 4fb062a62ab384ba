package io.dockmedic.collectors.audit.sweep;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.event.Container;
import java.util.List;

/** What is wrong with a container that runs. */
public record Audited(Container container, List<Finding> findings) {
    public Audited {
        findings = List.copyOf(findings);
    }

    /** Whether something is to be put right. */
    boolean isRisky() {
        return findings.stream().anyMatch(finding -> finding.severity().reaches(Severity.WARNING));
    }
}

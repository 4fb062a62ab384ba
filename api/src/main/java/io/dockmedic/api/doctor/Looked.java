package io.dockmedic.api.doctor;

import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import java.util.List;

/** What one check found. */
public record Looked(String check, Section section, List<Finding> findings) {
    public Looked {
        findings = List.copyOf(findings);
    }
}

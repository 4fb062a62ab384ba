package io.dockmedic.collectors.audit.find;

import io.dockmedic.collectors.audit.check.Severity;
import java.util.List;

/**
 * What an audit of one file or one engine found.
 *
 * @param of       the file as it was given, or the engine's address
 * @param services that were looked at
 * @param notes    what could not be looked at, and why
 * @param findings in the order of services, the worst first
 */
public record Report(String of, List<String> services, List<String> notes, List<Finding> findings) {
    public Report {
        services = List.copyOf(services);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }

    /** Whether there is a finding as bad as {@code least} or worse. */
    public boolean reaches(Severity least) {
        return findings.stream().anyMatch(finding -> finding.severity().reaches(least));
    }
}

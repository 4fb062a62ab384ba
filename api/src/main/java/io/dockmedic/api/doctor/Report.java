package io.dockmedic.api.doctor;

import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import java.util.List;
import java.util.stream.Stream;

/** What all checks found, in the order of the page. */
public record Report(List<Looked> looked) {
    public Report {
        looked = List.copyOf(looked);
    }

    /** How many findings weigh so. */
    public int count(Level level) {
        return (int) findings().filter(finding -> finding.level() == level).count();
    }

    /** As for every command: 1 when something is there that Dockmedic cannot do without and has not. */
    public int exitCode() {
        return count(Level.MISSING) > 0 ? 1 : 0;
    }

    private Stream<Finding> findings() {
        return looked.stream().flatMap(one -> one.findings().stream());
    }
}

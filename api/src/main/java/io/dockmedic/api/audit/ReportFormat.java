package io.dockmedic.api.audit;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Report;
import java.util.List;

/** One way to write reports. */
@FunctionalInterface
public interface ReportFormat {
    /**
     * All of it, with a line's end.
     *
     * @param least what counts as failed, where the format tells that
     */
    String of(List<Report> reports, Severity least);
}

package io.dockmedic.api.cli;

import io.dockmedic.api.audit.JsonReport;
import io.dockmedic.api.audit.JunitReport;
import io.dockmedic.api.audit.ReportFormat;
import io.dockmedic.api.audit.SarifReport;
import io.dockmedic.api.audit.TextReport;

/** What {@code dockmedic audit --format} takes. */
enum AuditFormat {
    text(new TextReport()), json(new JsonReport()), junit(new JunitReport()), sarif(new SarifReport());

    private final ReportFormat format;

    AuditFormat(ReportFormat format) {
        this.format = format;
    }

    ReportFormat format() {
        return format;
    }
}

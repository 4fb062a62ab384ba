package io.dockmedic.api.cli;

import io.dockmedic.api.audit.JsonReport;
import io.dockmedic.api.audit.JunitReport;
import io.dockmedic.api.audit.ReportFormat;
import io.dockmedic.api.audit.SarifReport;
import io.dockmedic.api.audit.TextReport;

/** What {@code dockmedic audit --format} takes. */
enum AuditFormat {
    text, json, junit, sarif;

    ReportFormat format() {
        return switch (this) {
            case text -> new TextReport();
            case json -> new JsonReport();
            case junit -> new JunitReport();
            case sarif -> new SarifReport();
        };
    }
}

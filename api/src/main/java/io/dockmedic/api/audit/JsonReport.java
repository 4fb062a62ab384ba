package io.dockmedic.api.audit;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import io.dockmedic.collectors.audit.find.Where;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** For programs. */
public final class JsonReport implements ReportFormat {
    @Override
    public String of(List<Report> reports, Severity least) {
        JsonArray all = new JsonArray();
        for (Report report : reports) {
            JsonArray findings = new JsonArray();
            report.findings().stream().map(JsonReport::of).forEach(findings::add);
            all.add(new JsonObject().put("of", report.of())
                    .put("services", new JsonArray(report.services()))
                    .put("notes", new JsonArray(report.notes()))
                    .put("findings", findings));
        }
        return all.encodePrettily() + "\n";
    }

    /** One finding; {@code container}, or {@code file} and {@code line}, say where. */
    public static JsonObject of(Finding finding) {
        JsonObject json = new JsonObject().put("check", finding.check())
                .put("severity", finding.severity().word())
                .put("service", finding.service())
                .put("message", finding.message())
                .put("instead", finding.instead());
        return switch (finding.where()) {
            case Where.Running(String container) -> json.put("container", container);
            case Where.InFile(String file, int line) -> json.put("file", file).put("line", line);
        };
    }
}

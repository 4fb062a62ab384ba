package io.dockmedic.api.audit;

import io.dockmedic.api.build.Build;
import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import io.dockmedic.collectors.audit.find.Where;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** SARIF 2.1.0, for code scanning. A container has no file, and is a logical location. */
public final class SarifReport implements ReportFormat {
    @Override
    public String of(List<Report> reports, Severity least) {
        Set<String> ids = new TreeSet<>();
        JsonArray results = new JsonArray();
        for (Report report : reports) {
            for (Finding finding : report.findings()) {
                ids.add(finding.check());
                results.add(result(finding));
            }
        }
        JsonArray rules = new JsonArray();
        ids.forEach(id -> rules.add(new JsonObject().put("id", id)));
        JsonObject driver = new JsonObject().put("name", "dockmedic")
                .put("version", Build.version())
                .put("rules", rules);
        JsonObject run = new JsonObject().put("tool", new JsonObject().put("driver", driver)).put("results", results);
        return new JsonObject().put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0")
                .put("runs", new JsonArray().add(run))
                .encodePrettily() + "\n";
    }

    private static JsonObject result(Finding finding) {
        return new JsonObject().put("ruleId", finding.check())
                .put("level", level(finding.severity()))
                .put("message", new JsonObject().put("text", (finding.service().isEmpty()
                        ? ""
                        : finding.service() + ": ") + finding.message() + ". Instead: " + finding.instead()))
                .put("locations", new JsonArray().add(location(finding.where())));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static JsonObject location(Where where) {
        return switch (where) {
            case Where.Running(String container) -> new JsonObject().put("logicalLocations",
                    new JsonArray().add(new JsonObject().put("name", container).put("kind", "container")));
            case Where.InFile(String file, int line) -> new JsonObject().put("physicalLocation",
                    new JsonObject().put("artifactLocation", new JsonObject().put("uri", uri(file)))
                            .put("region", new JsonObject().put("startLine", line)));
        };
    }

    /** Relative stays relative: code scanning looks from the repository's root. */
    private static String uri(String file) {
        String plain = file.startsWith("./") ? file.substring(2) : file;
        return (plain.startsWith("/") ? "file://" : "") + plain.replace("%", "%25").replace(" ", "%20");
    }
}

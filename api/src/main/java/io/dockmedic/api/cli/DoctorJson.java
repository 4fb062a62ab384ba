package io.dockmedic.api.cli;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.doctor.Looked;
import io.dockmedic.api.doctor.Report;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The page for programs. Names stay; more of them may come. */
final class DoctorJson {
    private DoctorJson() {}

    static JsonObject of(Report report, String host, Visitor visitor) {
        JsonArray checks = new JsonArray();
        report.looked().forEach(looked -> checks.add(check(looked)));
        JsonObject counts = new JsonObject();
        for (Level level : Level.values()) {
            counts.put(level.word(), report.count(level));
        }
        return new JsonObject().put("version", Build.version())
                .put("host", host)
                .put("user", visitor.user())
                .put("counts", counts)
                .put("checks", checks);
    }

    private static JsonObject check(Looked looked) {
        JsonArray findings = new JsonArray();
        looked.findings().forEach(finding -> findings.add(finding(finding)));
        return new JsonObject().put("check", looked.check())
                .put("section", looked.section().word())
                .put("findings", findings);
    }

    private static JsonObject finding(Finding finding) {
        return new JsonObject().put("level", finding.level().word())
                .put("subject", finding.subject())
                .put("what", finding.what())
                .put("loses", new JsonArray(finding.loses().stream().map(Feature::word).toList()))
                .put("todo", new JsonArray(finding.todo()));
    }
}

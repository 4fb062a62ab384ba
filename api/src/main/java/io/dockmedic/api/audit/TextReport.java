package io.dockmedic.api.audit;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For a terminal: by service, the worst first, and what to write instead. */
public final class TextReport implements ReportFormat {
    @Override
    public String of(List<Report> reports, Severity least) {
        StringBuilder out = new StringBuilder();
        for (Report report : reports) {
            report.notes().forEach(note -> out.append("Note: ").append(note).append("\n\n"));
            byService(report).forEach((service, findings) -> {
                out.append(service.isEmpty() ? report.of() : service).append('\n');
                findings.forEach(finding -> line(out, finding));
                out.append('\n');
            });
            out.append(sum(report)).append('\n');
        }
        return out.toString();
    }

    private static Map<String, List<Finding>> byService(Report report) {
        Map<String, List<Finding>> all = new LinkedHashMap<>();
        report.findings()
                .forEach(finding -> all.computeIfAbsent(finding.service(), first -> new ArrayList<>()).add(finding));
        all.values().forEach(findings -> findings.sort(Comparator.comparing(Finding::severity).reversed()));
        return all;
    }

    private static void line(StringBuilder out, Finding finding) {
        out.append("  %-8s  %s: %s%n".formatted(finding.severity().word(), finding.check(), finding.message()));
        out.append("            %s; instead: %s%n".formatted(finding.where().shown(), finding.instead()));
    }

    private static String sum(Report report) {
        String looked = report.of() + ": " + count(report.services().size(), "container");
        if (report.findings().isEmpty()) {
            return looked + ", nothing found";
        }
        List<String> counts = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.WARNING, Severity.INFO)) {
            long found = report.findings().stream().filter(finding -> finding.severity() == severity).count();
            if (found > 0) {
                counts.add(found + " " + severity.word());
            }
        }
        return looked + ", " + String.join(", ", counts);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}

package io.dockmedic.collectors.audit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.audit.check.Checks;
import io.dockmedic.collectors.audit.check.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/audit.md} has a line for every check, made from the code. */
class AuditPageTest {
    private static final String HEADER = "| check | at most | what is wrong | instead |\n|---|---|---|---|\n";

    @Test
    void theTablesAreTheCodes() throws Exception {
        String page = Files.readString(Path.of("../docs/audit.md"));
        String checks = Checks.ALL.stream()
                .map(check -> row(check.id(), check.severity(), check.finds(), check.instead()))
                .collect(Collectors.joining());
        String files = FileCheck.all()
                .stream()
                .map(check -> row(check.id(), check.severity(), check.finds(), check.instead()))
                .collect(Collectors.joining());
        assertThat(page).contains(HEADER + checks + "\n").endsWith(HEADER + files);
    }

    private static String row(String id, Severity severity, String finds, String instead) {
        return "| `" + id + "` | " + severity.word() + " | " + finds + " | " + instead + " |\n";
    }
}

package io.dockmedic.remediation.action;

import io.dockmedic.remediation.Shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.action.about.ParameterSchema;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = Shipped.catalog();

    @Test
    void whatShipsIsKnownByNameWithItsClass() {
        assertThat(catalog.descriptions()).extracting(about -> about.kind() + " " + about.name())
                .containsExactlyInAnyOrder("SAFE escalate", "SAFE mark", "SAFE restart", "SAFE start",
                        "CAREFUL end-loop", "CAREFUL prune", "CAREFUL limits", "CAREFUL recreate",
                        "CAREFUL restart-stack", "CAREFUL rollback", "CAREFUL reconnect-network",
                        "CAREFUL backup-volume",
                        "CAREFUL gpu-power-limit",
                        "DESTRUCTIVE stop", "DESTRUCTIVE pause", "DESTRUCTIVE unpause", "DESTRUCTIVE kill",
                        "DESTRUCTIVE exec", "DESTRUCTIVE run", "DESTRUCTIVE truncate-log", "DESTRUCTIVE host-command",
                        "DESTRUCTIVE http", "DESTRUCTIVE reset-gpu");
    }

    @Test
    void whatChangesAContainerMustBeProved() {
        assertThat(catalog.needsVerify("restart")).isTrue();
        assertThat(catalog.needsVerify("escalate")).isFalse();
        assertThat(catalog.needsVerify("mark")).isFalse();
        assertThat(catalog.descriptions()).filteredOn(about -> catalog.marks(about.name()))
                .extracting(about -> about.name())
                .containsExactly("mark");
        assertThat(catalog.descriptions())
                .allSatisfy(about -> assertThat(about.needsVerify()).isEqualTo(about.changes()));
    }

    /** What the schema of a parameter refuses the program refuses. */
    @Test
    void aSchemaSaysOfEachParameterWhatIsRead() {
        List<String> samples = List.of("10s", "1m", "1h", "7d", "never", "50GiB", "7", "0", "web", "shop/db/1", "a b",
                "postgres", "pause", "sometimes", "-3", "1.5x", "");
        catalog.descriptions().forEach(about -> {
            JsonObject schema = ParameterSchema.of(about).getJsonObject("properties");
            assertThat(schema.fieldNames()).isEqualTo(about.parameters().keySet());
            assertThat(about.parameters().keySet()).as(about.name()).containsAll(about.forms().keySet());
            about.forms().keySet().forEach(name -> {
                String pattern = schema.getJsonObject(name).getString("pattern");
                List<String> taken = samples.stream().filter(one -> one.matches(pattern)).toList();
                assertThat(taken).as("%s %s", about.name(), name).isNotEmpty();
                assertThat(samples.stream().filter(one -> !one.matches(pattern)))
                        .as("%s %s", about.name(), name)
                        .isNotEmpty()
                        .allMatch(one -> catalog.problem(about.name(), Map.of(name, one)).isPresent());
            });
            about.lists()
                    .forEach(name -> assertThat(schema.getJsonObject(name).getString("type")).isEqualTo("array"));
        });
    }

    @Test
    void roomIsProvenByRoomAndNothingElse() {
        assertThat(catalog.proofs("prune")).containsExactly("freed");
        assertThat(catalog.proofs("restart")).contains("running", "http", "tcp", "exec", "seen", "over")
                .doesNotContain("freed");
        assertThat(catalog.proofs("rollback")).contains("running").doesNotContain("freed", "over");
    }

    @Test
    void lessPowerIsProvenByTheEndOfTheFault() {
        assertThat(catalog.proofs("gpu-power-limit")).containsExactly("over");
        assertThat(catalog.problem("gpu-power-limit", Map.of("by", "-10%", "floor", "300W", "calm", "1h"))).isEmpty();
        assertThat(catalog.problem("gpu-power-limit", Map.of("by", "-50W", "floor", "70%"))).isEmpty();
        for (String wrong : List.of("10%", "+10%", "-101%", "-0%", "-10", "-10kW", "less")) {
            assertThat(catalog.problem("gpu-power-limit", Map.of("by", wrong)))
                    .hasValue("gpu-power-limit: by must be -10% or -50W, not " + wrong);
        }
        assertThat(catalog.problem("gpu-power-limit", Map.of("floor", "-70%")))
                .hasValue("gpu-power-limit: floor must be 70% or 300W, not -70%");
        assertThat(catalog.problem("gpu-power-limit", Map.of("calm", "9s")))
                .hasValue("gpu-power-limit: calm must be a duration such as 24h, 10s at least, not 9s");
    }

    @Test
    void aGpuIsProvenToBeWellAndNothingElseIs() {
        assertThat(catalog.proofs("reset-gpu")).containsExactly("well");
        assertThat(catalog.proofs("restart")).doesNotContain("well");
    }

    @Test
    void aWrongValueIsNamedWithWhatToWrite() {
        assertThat(catalog.problem("prune", Map.of("free", "25%", "cache", "1h"))).isEmpty();
        assertThat(catalog.problem("prune", Map.of("free", "50GiB"))).isEmpty();
        for (String wrong : List.of("0%", "100%", "lots", "12", "-1GiB", "0GiB")) {
            assertThat(catalog.problem("prune", Map.of("free", wrong))).as(wrong)
                    .hasValueSatisfying(problem -> assertThat(problem).contains("prune: free", "20%", wrong));
        }
        assertThat(catalog.problem("prune", Map.of("cache", "a day")))
                .hasValue("prune: cache must be a duration such as 24h, 1h at least, not a day");
        assertThat(catalog.problem("prune", Map.of("cache", "59m")))
                .hasValue("prune: cache must be a duration such as 24h, 1h at least, not 59m");
    }

    @Test
    void aCommandIsCheckedWithWhoRunsItAndHowLong() {
        assertThat(catalog.lists("exec")).containsExactly("command");
        assertThat(catalog.lists("restart")).isEmpty();
        String command = ListText.of(List.of("pg_ctl", "reload"));
        assertThat(catalog.problem("exec", Map.of("command", command))).isEmpty();
        assertThat(catalog.problem("exec", Map.of("command", command, "user", "1:2", "timeout", "1h"))).isEmpty();
        for (Map<String, String> without : List.of(Map.<String, String>of(), Map.of("command", "[]"),
                Map.of("command", "[\" \"]"), Map.of("command", "pg_ctl reload"))) {
            assertThat(catalog.problem("exec", without))
                    .hasValue("exec: command is missing; write command: [pg_ctl, reload]");
        }
        assertThat(catalog.problem("exec", Map.of("command", command, "user", "a b"))).hasValue(
                "exec: user must be a name or number such as postgres, \"999\" or \"999:999\", not a b");
        for (String wrong : List.of("0s", "500ms", "61m", "soon")) {
            assertThat(catalog.problem("exec", Map.of("command", command, "timeout", wrong)))
                    .hasValue("exec: timeout must be a duration such as 30s, from 1s to 1h, not " + wrong);
        }
        assertThat(catalog.proofs("exec")).contains("healthy").doesNotContain("freed");
    }

    @Test
    void enoughMemoryIsProvenByWhatRunsWithIt() {
        assertThat(catalog.proofs("limits")).containsExactlyInAnyOrder("running", "healthy", "seen");
        assertThat(catalog.problem("limits", Map.of("memory", "+256MiB", "ceiling", "2GiB", "calm", "10s"))).isEmpty();
        assertThat(catalog.problem("limits", Map.of("memory", "2x", "ceiling", "2.25x"))).isEmpty();
        for (String wrong : List.of("1x", "0.5x", "11x", "x", "50%", "512", "+0MiB", "-1GiB", "1.555x")) {
            assertThat(catalog.problem("limits", Map.of("ceiling", wrong)))
                    .hasValue("limits: ceiling must be 1.5x, +256MiB or 2GiB, not " + wrong);
        }
        assertThat(catalog.problem("limits", Map.of("calm", "9s")))
                .hasValue("limits: calm must be a duration such as 24h, 10s at least, not 9s");
    }

    @Test
    void aWrongParameterIsNamedWithWhatToDo() {
        assertThat(catalog.problem("restart", Map.of())).isEmpty();
        assertThat(catalog.problem("restart", Map.of("timeout", "5s")))
                .hasValue("restart takes no parameters; remove timeout");
        assertThat(catalog.problem("reboot", Map.of())).hasValueSatisfying(
                problem -> assertThat(problem).contains("reboot", "restart"));
    }
}

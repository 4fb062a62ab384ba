package io.dockmedic.remediation.action;

import io.dockmedic.remediation.Shipped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = Shipped.catalog();

    @Test
    void whatShipsIsKnownByNameWithItsClass() {
        assertThat(catalog.descriptions()).extracting(about -> about.kind() + " " + about.name())
                .containsExactlyInAnyOrder("SAFE escalate", "SAFE restart", "SAFE start", "CAREFUL end-loop",
                        "DESTRUCTIVE stop", "DESTRUCTIVE pause", "DESTRUCTIVE unpause", "DESTRUCTIVE kill");
    }

    @Test
    void whatChangesAContainerMustBeProved() {
        assertThat(catalog.needsVerify("restart")).isTrue();
        assertThat(catalog.needsVerify("escalate")).isFalse();
        assertThat(catalog.descriptions())
                .allSatisfy(about -> assertThat(about.needsVerify()).isEqualTo(about.changes()));
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

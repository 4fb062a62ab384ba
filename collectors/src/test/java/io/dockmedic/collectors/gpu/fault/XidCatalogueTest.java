package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XidCatalogueTest {
    private final XidCatalogue shipped = new XidCatalogue(Map.of());

    @ParameterizedTest
    @CsvSource({"13, APPLICATION", "31, APPLICATION", "43, APPLICATION", "45, NONE", "48, RESET", "62, RESET",
            "63, NONE",
            "64, REPLACE", "74, RESET", "79, REBOOT", "92, NONE", "94, APPLICATION", "95, RESET", "109, APPLICATION",
            "119, RESET", "154, NONE", "31337, INSPECT"})
    void eachHasWhatHelps(int code, Cure cure) {
        assertThat(shipped.find(code).cure()).isEqualTo(cure);
    }

    @Test
    void allOfThemSayWhatTheyMeanAndWhatOthersDo() {
        assertThat(shipped.all()).hasSize(116).allSatisfy(xid -> {
            assertThat(xid.name()).matches("[A-Z0-9_]+");
            assertThat(xid.meaning()).isNotBlank();
            assertThat(xid.others()).startsWith("NVIDIA ").contains("; gpud ", "; NVSentinel ", "; device plugin ");
        });
    }

    @Test
    void theOwnersWordCounts() {
        XidCatalogue owners = new XidCatalogue(Map.of(31, Cure.NONE, 31337, Cure.RESET));
        assertThat(owners.find(31).cure()).isEqualTo(Cure.NONE);
        assertThat(owners.find(31).meaning()).isEqualTo("GPU memory page fault");
        assertThat(owners.find(31337).cure()).isEqualTo(Cure.RESET);
        assertThat(owners.find(79).cure()).isEqualTo(Cure.REBOOT);
    }
}

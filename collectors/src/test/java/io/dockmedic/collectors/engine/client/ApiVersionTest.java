package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {
    @ParameterizedTest
    @CsvSource({"1.40, 1.40", "1.41, 1.41", "1.51, 1.51", "1.52, 1.51", "1.99, 1.51", "2.0, 1.51"})
    void speaksTheOlderOfTheTwo(String offered, String spoken) {
        assertThat(ApiVersion.negotiate(offered, null)).hasToString(spoken);
    }

    @Test
    void minorNumbersAreNumbers() {
        assertThat(ApiVersion.parse("1.9")).isLessThan(ApiVersion.parse("1.41"));
    }

    @Test
    void theOwnersWishCounts() {
        assertThat(ApiVersion.negotiate("1.55", ApiVersion.parse("v1.44"))).hasToString("1.44");
    }

    @Test
    void anEngineThatIsTooOldIsRefusedWithTheReason() {
        assertThatThrownBy(() -> ApiVersion.negotiate("1.39", null))
                .isInstanceOf(UnsupportedEngineException.class)
                .hasMessageContaining("1.39")
                .hasMessageContaining("1.40");
        assertThatThrownBy(() -> ApiVersion.negotiate("", null)).hasMessageContaining("container engine");
        assertThatThrownBy(() -> ApiVersion.negotiate("newest", null)).hasMessageContaining("\"newest\"");
    }
}

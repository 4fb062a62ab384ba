package io.dockmedic.remediation.action.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BuildCacheTest {
    @Test
    void itIsSaidForHowLongNoBuildMayHaveUsedIt() {
        assertThat(BuildCache.nothing(Duration.ofHours(24))).endsWith("that no build has used for 24 h");
        assertThat(BuildCache.nothing(Duration.ofMinutes(90))).endsWith("that no build has used for 1h30m");
    }
}

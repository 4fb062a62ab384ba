package io.dockmedic.collectors.host.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
    @Test
    void freedIsAllThatGoesAndNeverMoreThanThereIs() {
        Usage usage = new Usage(1000, 300, 250, 10, 5, false);
        assertThat(usage.freed(100)).isEqualTo(new Usage(1000, 400, 350, 10, 5, false));
        assertThat(usage.freed(5000)).isEqualTo(new Usage(1000, 1000, 950, 10, 5, false));
    }
}

package io.dockmedic.collectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void wordsSayWhatThereIs() {
        assertThat(new Usage(TEN, 97, 200, 40, 480 << 20, 512 << 20, 93, 2, 12, 50, 3, 0, 0, 0, 4, 5, 6).words())
                .isEqualTo("memory 480 MiB of 512 MiB, processor 97 % of 200 %, throttled 40 %, OOM kills 2,"
                        + " threads 12 of 50, threads refused 3, waited for a processor 4 %, waited for memory 5 %,"
                        + " waited for a device 6 %");
    }

    @Test
    void whatHasNoLimitOrIsNothingIsLeftOut() {
        assertThat(new Usage(TEN, 3, 0, 0, 3L << 29, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0).words())
                .isEqualTo("memory 1.5 GiB, processor 3 %, threads 7");
        assertThat(new Usage(TEN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).words()).isEqualTo("processor 0 %");
    }
}

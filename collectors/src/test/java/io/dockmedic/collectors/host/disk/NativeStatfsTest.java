package io.dockmedic.collectors.host.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeStatfsTest {
    private final Statfs statfs = new NativeStatfs();

    @Test
    void itSaysWhatTheJvmSays() throws Exception {
        Usage usage = statfs.read("/proc/self/../..");
        assertThat(usage.size()).isEqualTo(Files.getFileStore(Path.of("/")).getTotalSpace());
        assertThat(usage.available()).isLessThanOrEqualTo(usage.free());
        assertThat(usage.filesFree()).isBetween(1L, usage.files());
    }

    @Test
    void whatIsNotThereIsAnErrorWithItsName() {
        assertThatThrownBy(() -> statfs.read("/nowhere/at/all")).isInstanceOf(IOException.class)
                .hasMessage("statvfs /nowhere/at/all: no such file or directory");
    }

    @Test
    void percentIsRoundedUpAsDfDoesAndLeavesOutWhatIsReserved() {
        assertThat(new Usage(1000, 150, 100, 10, 9, false).usedPercent()).isEqualTo(90);
        assertThat(new Usage(1000, 148, 100, 10, 9, false).usedPercent()).isEqualTo(90);
        assertThat(new Usage(1000, 999, 999, 0, 0, false).usedPercent()).isEqualTo(1);
        assertThat(new Usage(0, 0, 0, 0, 0, false).inodesUsedPercent()).isZero();
        assertThat(new Usage(1000, 999, 999, 10, 1, false).inodesUsedPercent()).isEqualTo(90);
    }
}

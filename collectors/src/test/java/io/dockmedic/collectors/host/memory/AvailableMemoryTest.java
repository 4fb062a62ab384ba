package io.dockmedic.collectors.host.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
    @TempDir
    Path proc;

    @Test
    void cachesThatCanBeGivenBackAreCountedIn() throws IOException {
        Path file = Files.writeString(proc.resolve("meminfo"), """
                MemTotal:       16000000 kB
                MemFree:          100000 kB
                MemAvailable:    8000000 kB
                Buffers:          200000 kB
                """);
        assertThat(AvailableMemory.read(file)).isEqualTo(8_000_000L * 1024);
    }

    @Test
    void aKernelThatDoesNotSayIsNamed() throws IOException {
        Path file = Files.writeString(proc.resolve("meminfo"), "MemTotal: 16000000 kB\n");
        assertThatThrownBy(() -> AvailableMemory.read(file)).hasMessageContaining("does not say what is available");
    }
}

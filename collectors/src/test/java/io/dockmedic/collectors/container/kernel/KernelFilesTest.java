package io.dockmedic.collectors.container.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFilesTest {
    private final KernelFiles files = new KernelFiles(100);

    @TempDir
    Path dir;

    @Test
    void aFileOfAnyLengthIsReadWhole() throws Exception {
        for (int length : new int[]{0, 1, 8191, 8192, 8193, 100_000}) {
            Path file = Files.writeString(dir.resolve("f"), "x".repeat(length));
            assertThat(files.text(file)).hasSize(length);
        }
        assertThat(files.text(Path.of("/proc/self/stat"))).startsWith(ProcessHandle.current().pid() + " (");
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(files.text(dir.resolve("none"))).isEmpty();
        assertThat(files.text(dir)).isEmpty();
    }

    @Test
    void numbers() {
        assertThat(KernelFiles.number("9223372036854771712\n")).hasValue(9_223_372_036_854_771_712L);
        assertThat(KernelFiles.number("-1\n")).hasValue(-1);
        assertThat(KernelFiles.number("max\n")).isEmpty();
        assertThat(KernelFiles.number("")).isEmpty();
    }

    @Test
    void aHeldFileSaysWhatItSaysNow() throws Exception {
        Path path = Files.writeString(dir.resolve("f"), "long before");
        try (HeldFile held = files.held(path)) {
            assertThat(held.text()).isEqualTo("long before");
            Files.writeString(path, "now");
            assertThat(held.text()).isEqualTo("now");
            assertThat(files.open()).isEqualTo(1);
        }
        assertThat(files.open()).isZero();
    }

    @Test
    void aHeldFileOfAnyLengthIsReadWhole() throws Exception {
        Path path = dir.resolve("f");
        for (int length : new int[]{0, 1, 8191, 8192, 8193, 100_000}) {
            Files.writeString(path, "x".repeat(length));
            try (HeldFile held = files.held(path)) {
                assertThat(held.text()).hasSize(length);
                assertThat(held.text()).hasSize(length);
            }
        }
    }

    @Test
    void noMoreAreKeptOpenThanMayBe() throws Exception {
        var two = new KernelFiles(2);
        List<HeldFile> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(two.held(Files.writeString(dir.resolve("f" + i), "says " + i)));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(held.get(i).text()).isEqualTo("says " + i);
        }
        assertThat(two.open()).isEqualTo(2);
        held.forEach(HeldFile::close);
        assertThat(two.open()).isZero();
    }

    @Test
    void whatIsNotThereAtFirstIsNotLookedForAgain() throws Exception {
        Path path = dir.resolve("later");
        try (HeldFile held = files.held(path)) {
            assertThat(held.text()).isEmpty();
            Files.writeString(path, "too late");
            assertThat(held.text()).isEmpty();
        }
    }
}

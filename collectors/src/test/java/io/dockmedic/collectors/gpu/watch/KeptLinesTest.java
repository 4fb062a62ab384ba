package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KeptLinesTest {
    private static final List<List<String>> ONE = List.of(List.of("gpu", "a\tb"));
    private static final List<List<String>> TWO = List.of(List.of("gpu", "c"), List.of("driver", "d"));

    @TempDir
    private Path root;

    private final Deque<Runnable> asked = new ArrayDeque<>();

    private KeptLines lines() {
        return new KeptLines(root.resolve("kept"), asked::add);
    }

    @Test
    void theNewestIsKeptAndNoTwoAreWrittenAtATime() {
        KeptLines lines = lines();
        assertThat(lines.read()).isEmpty();
        lines.write(ONE);
        lines.write(TWO);
        assertThat(asked).hasSize(1);
        asked.remove().run();
        assertThat(lines.read()).containsExactly(List.of("driver", "d"), List.of("gpu", "c"));
        lines.write(ONE);
        assertThat(asked).hasSize(1);
        asked.remove().run();
        assertThat(lines.read()).containsExactly(List.of("gpu", "a b"));
        assertThat(root.resolve("kept.new")).doesNotExist();
    }

    @Test
    void whatIsToBeKeptWhileOneIsWrittenIsWrittenNext() {
        KeptLines lines = lines();
        lines.write(ONE);
        Runnable first = asked.remove();
        lines.write(TWO);
        assertThat(asked).as("the first has not come back").isEmpty();
        first.run();
        assertThat(lines.read()).hasSize(2);
    }

    @Test
    void whereNothingCanBeWrittenTheNextIsTriedAnew() throws Exception {
        Files.createDirectory(root.resolve("kept.new"));
        KeptLines lines = new KeptLines(root.resolve("kept"), Runnable::run);
        lines.write(ONE);
        assertThat(lines.read()).isEmpty();
        Files.delete(root.resolve("kept.new"));
        lines.write(ONE);
        assertThat(lines.read()).hasSize(1);
    }

    /** Nobody reads from the pipe: to open it is to wait, as on a disk that hangs. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyWaitsForADiskThatHangs() throws Exception {
        Path pipe = root.resolve("kept.new");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        KeptLines lines = new KeptLines(root.resolve("kept"));
        lines.write(ONE);
        lines.write(TWO);
        assertThat(root.resolve("kept")).doesNotExist();
        try (InputStream reader = Files.newInputStream(pipe)) {
            Files.delete(pipe);
            reader.readAllBytes();
        }
        lines.write(ONE);
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.isRegularFile(root.resolve("kept")));
    }
}

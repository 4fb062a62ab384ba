package io.dockmedic.collectors.container.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersTest {
    @TempDir
    Path root;

    /** As the kernel writes it; the 22nd is when it began. */
    private void process(int pid, String name, long ticks) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("stat"), pid + " (" + name
                + ") S 1 42 42 0 -1 4194560 125 0 0 0 1 2 0 0 20 0 1 0 " + ticks
                + " 4374528 400 18446744073709551615 1 1\n");
    }

    @Test
    void whenAProcessBeganIsToldWhateverItCallsItself() throws IOException {
        Owners owners = new Owners(new Containers(), root);
        process(42, "python", 1_234);
        process(43, "a) S 1 2 (3", 5_678);
        assertThat(owners.began(42)).isEqualTo(1_234);
        assertThat(owners.began(43)).isEqualTo(5_678);
        assertThat(owners.began(44)).as("it is gone").isEqualTo(Owners.UNKNOWN);
        assertThat(owners.beganAt(42)).as("when the machine was started is not told").isEmpty();
        Files.writeString(root.resolve("proc/stat"), "cpu 1 2 3\nbtime 1760000000\nprocesses 4\n");
        assertThat(owners.beganAt(42)).contains(Instant.ofEpochSecond(1_760_000_012L, 340_000_000));
        assertThat(owners.beganAt(44)).isEmpty();
    }

    @Test
    void thisMachinesOwnProcessBeganWhenTheMachineSays() {
        ProcessHandle own = ProcessHandle.current();
        Owners owners = new Owners(new Containers(), Path.of("/"));
        assertThat(Duration.between(owners.beganAt((int) own.pid()).orElseThrow(),
                own.info().startInstant().orElseThrow()).abs()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void clocksDifferByALittle() {
        Instant moment = Instant.ofEpochSecond(100);
        assertThat(Owners.hadBegun(moment.minusSeconds(60), moment)).isTrue();
        assertThat(Owners.hadBegun(moment.plusSeconds(4), moment)).isTrue();
        assertThat(Owners.hadBegun(moment.plusSeconds(6), moment)).isFalse();
    }
}

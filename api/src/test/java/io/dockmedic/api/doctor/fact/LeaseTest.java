package io.dockmedic.api.doctor.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path root;

    @Test
    void itIsLookedForInTheUsualDirectoryToo() {
        assertThat(Lease.directories(Path.of("/run/user/7/dockmedic"))).containsExactly(
                Path.of("/run/user/7/dockmedic"), Path.of("/run/dockmedic"));
        assertThat(Lease.directories(Lease.USUAL)).containsExactly(Lease.USUAL);
    }

    @Test
    void whoHoldsItInAnyOfThemIsFound() throws IOException {
        Path free = Files.createDirectory(root.resolve("free"));
        Path held = Files.createDirectory(root.resolve("held"));
        try (FileChannel file = FileChannel.open(held.resolve("engine-A.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(Lease.in(List.of(free, root.resolve("none"), held), "A", LOCKS))
                    .containsExactly(new Lease(held, ProcessHandle.current().pid()));
        }
        assertThat(Lease.in(List.of(free, held), "A", LOCKS)).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeLookedIntoIsNotAnEmptyOne() throws IOException {
        Path closed = Files.createSymbolicLink(root.resolve("closed"), Path.of("closed"));

        assertThatThrownBy(() -> Lease.in(List.of(root, closed), "A", LOCKS)).isInstanceOf(IOException.class)
                .hasMessageContaining("in " + closed + " is not seen");
    }
}

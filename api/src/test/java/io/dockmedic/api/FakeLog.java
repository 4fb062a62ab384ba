package io.dockmedic.api;

import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Command;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What stands in for {@code /dev/kmsg}, where nobody but the kernel itself writes what counts as the kernel's: a pipe with a
 * name, to which the test writes records of the kernel's.
 */
final class FakeLog implements AutoCloseable {
    private static final int MICROS_IN_A_SECOND = 1_000_000;

    private final Path file;
    private final RandomAccessFile pipe;
    private final FileInputStream unread;
    private final AtomicLong sequence = new AtomicLong();

    private FakeLog(Path file) throws IOException {
        this.file = file;
        // For both ways: else who reads would meet the end whenever nobody writes.
        this.pipe = new RandomAccessFile(file.toFile(), "rw");
        this.unread = new FileInputStream(pipe.getFD());
    }

    static FakeLog in(Path folder) throws IOException {
        Path file = folder.resolve("kmsg");
        Command.run(Map.of(), List.of("mkfifo", file.toString())).orFail();
        return new FakeLog(file);
    }

    Path file() {
        return file;
    }

    /** The kernel writes a line, as soon as the last one was read: one read is one record, and a pipe knows of no records. */
    void kernel(String line) throws IOException {
        await("the last line is read").atMost(Spine.SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> unread.available() == 0);
        double up = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
        pipe.write(("3," + sequence.incrementAndGet() + "," + (long) (up * MICROS_IN_A_SECOND) + ",-;" + line + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        unread.close();
        pipe.close();
    }
}

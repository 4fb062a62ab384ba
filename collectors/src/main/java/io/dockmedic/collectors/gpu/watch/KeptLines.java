package io.dockmedic.collectors.gpu.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few lines on disk for our next start, of parts that have a tabulator between. Nobody waits for the disk: what is to be kept is
 * written beside, one after the other, and where that takes long the newest alone. Safe for use by several threads.
 */
final class KeptLines {
    private static final Logger LOG = LoggerFactory.getLogger(KeptLines.class);
    private static final String BETWEEN = "\t";

    private final Path file;
    private final Executor writer;
    /** To be written. */
    private final AtomicReference<@Nullable List<List<String>>> newest = new AtomicReference<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean lost;

    /** Written by a thread that there is only while there is something to write: nothing can end a write on a disk that hangs. */
    KeptLines(Path file) {
        this(file, task -> Thread.ofPlatform().daemon().name("gpus-kept").start(task));
    }

    /** @param writer runs what writes, which may take for ever; never two at a time */
    KeptLines(Path file, Executor writer) {
        this.file = file;
        this.writer = writer;
    }

    /** The parts of each line; none when we never ran here, or what was kept cannot be read. */
    List<List<String>> read() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(line -> List.of(line.split(BETWEEN, -1))).toList()
                    : List.of();
        } catch (IOException unreadable) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", unreadable.getMessage())
                    .log("what was told of GPUs and not over is not known any more");
            return List.of();
        }
    }

    /** Replaces what was kept, soon. */
    void write(Collection<List<String>> lines) {
        newest.set(List.copyOf(lines));
        begin();
    }

    private void begin() {
        if (newest.get() != null && writing.compareAndSet(false, true)) {
            try {
                writer.execute(this::run);
            } catch (Throwable notBegun) {
                // Where there may be no more threads. The next that is to be kept tries anew.
                writing.set(false);
                failed(notBegun);
            }
        }
    }

    private void run() {
        try {
            for (List<List<String>> lines = newest.getAndSet(null); lines != null; lines = newest.getAndSet(null)) {
                put(lines);
            }
        } finally {
            writing.set(false);
        }
        begin();
    }

    private void put(List<List<String>> lines) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        String text = lines.stream().map(KeptLines::line).sorted().collect(Collectors.joining());
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // Else the file may be empty after a loss of power.
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lost = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(Throwable why) {
        if (!lost) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", why.getMessage())
                    .log("what was told of GPUs and is not over cannot be kept");
        }
        lost = true;
    }

    private static String line(List<String> parts) {
        return parts.stream().map(part -> part.replaceAll("[\\t\\r\\n]", " ")).collect(Collectors.joining(BETWEEN))
                + "\n";
    }
}

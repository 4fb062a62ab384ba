package io.dockmedic.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * The host as a process under test sees it: its wall clock, and the disk under some of its files, both in the test's
 * hand while the process runs. Also kills that process at a chosen step of its work on those files. The kernel's own
 * stamps of files, other processes and the monotonic clock stay as they are.
 *
 * <p>A process is put on it by {@link #environment}; so are its children and whatever is started in its place. Only for
 * programs that call the C library: a statically linked one (the engine) notices nothing.
 */
public final class FaultyHost implements AutoCloseable {
    private static final long SIZE = 4096;
    private static final VarHandle FIELD = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    /** As faults.c has them. */
    private static final long CLOCK_OFFSET = 0;
    private static final long WRITE_DELAY = 8;
    private static final long SYNC_DELAY = 16;
    private static final long ERROR = 24;
    private static final long KILL_STEP = 32;
    private static final long KILL_HOW = 40;
    private static final long WRITES = 48;
    private static final long SYNCS = 56;
    private static final long STEPS = 64;

    private final Arena arena = Arena.ofShared();
    private final Path file;
    private final String files;
    private final MemorySegment page;

    /** @param files what the paths of the files in question contain; empty for none */
    public FaultyHost(String files) {
        this.files = files;
        try {
            file = Files.createTempFile(Path.of("/tmp"), "dmf", ".page");
            Files.write(file, new byte[(int) SIZE]);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process on this host has in its environment. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", FaultLibrary.file().toString(), "FAULTS_PAGE", file.toString(), "FAULTS_FILES",
                files);
    }

    /** The wall clock is now this much ahead of the real one, or behind it. */
    public void clockAhead(Duration by) {
        set(CLOCK_OFFSET, by.toNanos());
    }

    /** How much the wall clock is ahead of the real one. */
    public Duration clockAhead() {
        return Duration.ofNanos(get(CLOCK_OFFSET));
    }

    /** From now on each write takes at least so long. */
    public void slowWrites(Duration each) {
        set(WRITE_DELAY, each.toNanos() / 1000);
    }

    /** From now on each sync takes at least so long. */
    public void slowSyncs(Duration each) {
        set(SYNC_DELAY, each.toNanos() / 1000);
    }

    /** From now on the disk answers so. */
    public void fail(DiskError error) {
        set(ERROR, error.errno());
    }

    /** The disk works again. */
    public void mend() {
        set(ERROR, 0);
    }

    /** The process that does the {@code n}-th step from now, 1 being the next, is killed there with SIGKILL. */
    public void killAt(long n, Killed how) {
        set(KILL_HOW, how.code());
        set(KILL_STEP, steps() + n);
    }

    /** Nobody is killed any more, whatever was said before. */
    public void killNobody() {
        set(KILL_STEP, 0);
    }

    /** Writes, truncations and removals so far. */
    public long writes() {
        return get(WRITES);
    }

    /** Syncs so far. */
    public long syncs() {
        return get(SYNCS);
    }

    /** Both together. */
    public long steps() {
        return get(STEPS);
    }

    @Override
    public void close() {
        arena.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long get(long field) {
        return (long) FIELD.getVolatile(page, field);
    }

    private void set(long field, long value) {
        FIELD.setVolatile(page, field, value);
    }
}

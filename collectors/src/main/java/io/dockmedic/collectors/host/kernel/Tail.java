package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads on in the log, each record once, over opening it again. Safe for use by several threads; but in {@link #await} none
 * waits for longer than reading takes.
 */
final class Tail {
    /** So long a log that was closed is still waited on. */
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private final KernelLog.Source source;
    private boolean begun;
    private long last;
    private @Nullable KernelLog open;
    private boolean closed;

    /** @param after the last record that was read in an earlier run; -1 for all there are; null for those written later */
    Tail(KernelLog.Source source, @Nullable Long after) {
        this.source = source;
        this.begun = after != null;
        this.last = after == null ? -1 : after;
    }

    /**
     * What was read.
     *
     * @param overwritten how many records before these, or between them, the kernel had written over
     * @param all         whether these were all there are by now
     */
    record Read(List<KernelLine> lines, long overwritten, boolean all) {}

    /**
     * Reads what there is, but at most so many.
     *
     * @throws IOException when the log cannot be opened, or nothing more can be read; the next call opens it again
     */
    synchronized Read next(int most) throws IOException {
        List<KernelLine> lines = new ArrayList<>();
        if (closed) {
            return new Read(lines, 0, true);
        }
        KernelLog log = open == null ? opened() : open;
        long overwritten = 0;
        try {
            if (!begun) {
                passOver(log);
                return new Read(lines, 0, true);
            }
            while (lines.size() < most) {
                String record = log.next();
                if (record == null) {
                    return new Read(lines, overwritten, true);
                }
                Optional<KernelLine> line = KernelLine.parse(record).filter(one -> one.sequence() > last);
                if (line.isPresent()) {
                    long sequence = line.get().sequence();
                    overwritten += sequence - last - 1;
                    last = sequence;
                    lines.add(line.get());
                }
            }
            return new Read(lines, overwritten, false);
        } catch (IOException e) {
            log.close();
            open = null;
            if (lines.isEmpty()) {
                throw e;
            }
            return new Read(lines, overwritten, false);
        }
    }

    /** Waits until there is more to read, however long that takes; false when the log is not open, or not any more. For one thread. */
    boolean await() {
        for (KernelLog log = open(); log != null; log = open()) {
            if (log.await(A_WHILE)) {
                return true;
            }
        }
        return false;
    }

    private synchronized @Nullable KernelLog open() {
        return open;
    }

    private KernelLog opened() throws IOException {
        KernelLog log = source.open();
        open = log;
        return log;
    }

    /** Not by seeking the log's end: then it would not be known which record that is, for our next start. */
    private void passOver(KernelLog log) throws IOException {
        for (String record = log.next(); record != null; record = log.next()) {
            last = KernelLine.parse(record).map(KernelLine::sequence).orElse(last);
        }
        begun = true;
    }

    /** The last record that was read; -1 before the first. */
    synchronized long sequence() {
        return last;
    }

    /** Nothing is read any more. */
    synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}

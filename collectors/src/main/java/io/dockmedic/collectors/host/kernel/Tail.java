package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads on in the log, each record once, over opening it again. Safe for use by several threads; none waits for longer
 * than reading takes.
 */
final class Tail {
    private final KernelLog.Source source;
    private boolean begun;
    private boolean follows;
    private long last;
    private @Nullable KernelLog open;
    private boolean closed;

    /** @param after the last record that was read in an earlier run; -1 for all there are; null for those to come */
    Tail(KernelLog.Source source, @Nullable Long after) {
        this.source = source;
        this.begun = after != null;
        this.follows = after != null;
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
     * @throws IOException when the log cannot be opened, or not read any more; the next call opens it again
     */
    synchronized Read next(int most) throws IOException {
        List<KernelLine> lines = new ArrayList<>();
        if (closed) {
            return new Read(lines, 0, true);
        }
        KernelLog log = open == null ? opened() : open;
        long overwritten = 0;
        try {
            while (lines.size() < most) {
                String record = log.next();
                if (record == null) {
                    return new Read(lines, overwritten, true);
                }
                Optional<KernelLine> line = KernelLine.parse(record).filter(one -> one.sequence() > last);
                if (line.isPresent()) {
                    long sequence = line.get().sequence();
                    overwritten += follows ? sequence - last - 1 : 0;
                    follows = true;
                    last = sequence;
                    lines.add(line.get());
                }
            }
            return new Read(lines, overwritten, false);
        } catch (IOException e) {
            log.close();
            open = null;
            throw e;
        }
    }

    private KernelLog opened() throws IOException {
        KernelLog log = source.open(!begun);
        begun = true;
        open = log;
        return log;
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

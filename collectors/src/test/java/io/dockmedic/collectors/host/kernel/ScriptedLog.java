package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kernel's log in the test's hands: what was written, of which the oldest can be overwritten. */
final class ScriptedLog implements KernelLog.Source {
    private final List<String> records = new ArrayList<>();
    private int oldest;
    private int opened;
    private int closed;
    private @Nullable String refusal;
    private boolean breaks;

    /** Writes one, with the sequence number that is next. */
    void write(int priority, long micros, String text) {
        records.add(priority + "," + records.size() + "," + micros + ",-;" + text + "\n");
    }

    void error(long micros, String device) {
        write(3, micros, "I/O error, dev " + device + ", sector 1 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2");
    }

    /** Only the last so many are kept. */
    void keepLast(int count) {
        oldest = records.size() - count;
    }

    void refuse(@Nullable String reason) {
        refusal = reason;
    }

    /** The next read fails. */
    void breakOnce() {
        breaks = true;
    }

    int opened() {
        return opened;
    }

    int stillOpen() {
        return opened - closed;
    }

    @Override
    public KernelLog open() throws IOException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
        opened++;
        return new KernelLog() {
            private int next = oldest;

            @Override
            public @Nullable String next() throws IOException {
                if (breaks) {
                    breaks = false;
                    throw new IOException("gone");
                }
                next = Math.max(next, oldest);
                return next < records.size() ? records.get(next++) : null;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }
}

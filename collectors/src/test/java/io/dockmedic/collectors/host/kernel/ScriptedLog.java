package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kernel's log in the test's hands: what was written, of which the oldest can be overwritten. Safe for use by several threads. */
final class ScriptedLog implements KernelLog.Source {
    private final List<String> records = new ArrayList<>();
    private int oldest;
    private int opened;
    private int closed;
    private @Nullable String refusal;
    private boolean breaks;

    /** Writes one, with the sequence number that is next. */
    synchronized void write(int priority, long micros, String text) {
        records.add(priority + "," + records.size() + "," + micros + ",-;" + text + "\n");
        notifyAll();
    }

    synchronized void error(long micros, String device) {
        write(3, micros, "I/O error, dev " + device + ", sector 1 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2");
    }

    /** Only the last so many are kept. */
    synchronized void keepLast(int count) {
        oldest = records.size() - count;
    }

    synchronized void refuse(@Nullable String reason) {
        refusal = reason;
    }

    /** The next read fails. */
    synchronized void breakOnce() {
        breaks = true;
    }

    synchronized int opened() {
        return opened;
    }

    synchronized int stillOpen() {
        return opened - closed;
    }

    @Override
    public synchronized KernelLog open() throws IOException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
        opened++;
        return new Open();
    }

    private final class Open implements KernelLog {
        private int next = oldest;
        private boolean shut;

        @Override
        public @Nullable String next() throws IOException {
            synchronized (ScriptedLog.this) {
                if (breaks) {
                    breaks = false;
                    throw new IOException("gone");
                }
                next = Math.max(next, oldest);
                return next < records.size() ? records.get(next++) : null;
            }
        }

        @Override
        public boolean await(Duration most) {
            synchronized (ScriptedLog.this) {
                long until = System.nanoTime() + most.toNanos();
                for (long left = most.toMillis(); !shut && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
                    if (next < records.size()) {
                        return true;
                    }
                    try {
                        ScriptedLog.this.wait(left);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                }
                return false;
            }
        }

        @Override
        public void close() {
            synchronized (ScriptedLog.this) {
                closed++;
                shut = true;
                ScriptedLog.this.notifyAll();
            }
        }
    }
}

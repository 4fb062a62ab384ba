package io.dockmedic.remediation.action.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One process of the machine's: no shell, no input, an environment with nothing of ours in it, and its end. Blocks until that, at
 * most for its time and a few seconds. To be used once, on one thread.
 */
public final class Running {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH",
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");
    private static final int KEPT = 64 << 10;
    private static final int PIECE = 4096;
    private static final long LOOK_MILLIS = 10;

    /**
     * How it ended.
     *
     * @param exitCode as {@link Process#exitValue} has it: a signal is added to 128; of what did not end, that of one killed
     * @param late     its time was over, and it was killed with all that it had begun and not let go of
     * @param left     what of that did not die
     * @param lines    what it wrote last, standard output and error together
     */
    public record Ended(int exitCode, boolean late, List<ProcessHandle> left, List<String> lines) {
        public Ended {
            left = List.copyOf(left);
            lines = List.copyOf(lines);
        }
    }

    private static final int KILLED = 137;

    private final LongSupplier nanos;
    private final byte[] last = new byte[KEPT];
    private final byte[] piece = new byte[PIECE];
    private long written;

    /** @param nanos of a clock that only goes on */
    public Running(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException when it cannot be begun
     */
    public Ended run(List<String> command, Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        long until = nanos.getAsLong() + timeout.toNanos();
        return followed(builder.start(), until);
    }

    /** From here on nothing says that it was not begun. */
    private Ended followed(Process process, long until) throws InterruptedException {
        InputStream from = process.getInputStream();
        // Once it has ended the JDK reads all that its children still write, without a bound, unless the stream is ours or closed.
        synchronized (from) {
            boolean ended = false;
            while (!ended && nanos.getAsLong() < until) {
                ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                hear(from);
            }
            List<ProcessHandle> left = ended ? List.of() : new Tree(process.toHandle()).kill();
            hear(from);
            close(from);
            return new Ended(process.isAlive() ? KILLED : process.exitValue(), !ended, left, lines());
        }
    }

    private static void close(InputStream from) {
        try {
            from.close();
        } catch (IOException unheard) {
            // Nothing more is heard of it.
        }
    }

    /** No more than is kept, however fast it is written. */
    private void hear(InputStream from) {
        try {
            for (int heard = 0; heard < KEPT && from.available() > 0;) {
                int read = from.read(piece, 0, Math.min(PIECE, from.available()));
                for (int i = 0; i < read; i++) {
                    last[(int) (written++ % KEPT)] = piece[i];
                }
                heard += Math.max(1, read);
            }
        } catch (IOException unheard) {
            // What it says is the least of it.
        }
    }

    private List<String> lines() {
        int length = (int) Math.min(written, KEPT);
        byte[] inOrder = new byte[length];
        for (int i = 0; i < length; i++) {
            inOrder[i] = last[(int) ((written - length + i) % KEPT)];
        }
        return new String(inOrder, StandardCharsets.UTF_8).lines().toList();
    }
}

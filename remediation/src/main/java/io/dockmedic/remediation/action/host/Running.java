package io.dockmedic.remediation.action.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process of the machine's: no shell, no input, an environment with nothing of ours in it, and its end. Blocks until that, at
 * most for its time and a few seconds.
 */
final class Running {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH",
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");
    private static final int KEPT = 64 << 10;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /**
     * How it ended.
     *
     * @param exitCode as {@link Process#exitValue} has it: a signal is added to 128
     * @param late     its time was over, and it was killed
     * @param lines    what it wrote last, standard output and error together
     */
    record Ended(int exitCode, boolean late, List<String> lines) {}

    private final byte[] last = new byte[KEPT];
    private long written;

    /** @throws IOException when it cannot be begun */
    Ended run(List<String> command, Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        Thread reader = Thread.ofPlatform().daemon().name("host-command").start(() -> drain(process.getInputStream()));
        boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            // Its children first: who is nobody's child any more is not found.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        }
        // What it left running may keep its output open for ever.
        reader.join(LAST_WORDS);
        return new Ended(process.isAlive() ? 137 : process.exitValue(), !ended, lines());
    }

    private void drain(InputStream from) {
        byte[] piece = new byte[4096];
        try (from) {
            for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
                keep(piece, read);
            }
        } catch (IOException gone) {
            // It has ended.
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        for (int i = 0; i < length; i++) {
            last[(int) (written++ % KEPT)] = piece[i];
        }
    }

    private synchronized List<String> lines() {
        int length = (int) Math.min(written, KEPT);
        byte[] inOrder = new byte[length];
        for (int i = 0; i < length; i++) {
            inOrder[i] = last[(int) ((written - length + i) % KEPT)];
        }
        return new String(inOrder, StandardCharsets.UTF_8).lines().toList();
    }
}

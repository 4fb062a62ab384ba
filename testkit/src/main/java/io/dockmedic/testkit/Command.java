package io.dockmedic.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs one program to its end, within two minutes. */
public final class Command {
    private static final long LIMIT_SECONDS = 120;

    private Command() {}

    /** Waits for its end, whatever it is. */
    public static Finished run(Map<String, String> environment, List<String> line) {
        ProcessBuilder builder = new ProcessBuilder(line);
        List.of("DOCKER_HOST", "DOCKER_API_VERSION", "DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        String shown = String.join(" ", line);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Process process = builder.start();
            process.getOutputStream().close();
            var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), readers);
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), readers);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(shown + " did not end within " + LIMIT_SECONDS + " s");
            }
            return new Finished(shown, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(shown, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(shown + " was interrupted", e);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

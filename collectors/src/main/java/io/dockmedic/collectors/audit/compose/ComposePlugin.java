package io.dockmedic.collectors.audit.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.base.redact.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Has Compose itself resolve a file: {@code docker compose config}. Blocks. */
public final class ComposePlugin {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> compose;
    private final Map<String, String> environment;
    private final Duration limit;

    /** What came of it. */
    sealed interface Answer {
        /** The whole file, resolved. */
        record Resolved(JsonNode whole) implements Answer {}

        /** It is not there, or refused the file. */
        record Not(String why) implements Answer {}
    }

    /**
     * As it is run.
     *
     * @param compose     its command line, {@code docker compose}
     * @param environment that Compose gets; nothing else of ours
     * @param limit       then it is ended
     */
    public ComposePlugin(List<String> compose, Map<String, String> environment, Duration limit) {
        this.compose = List.copyOf(compose);
        this.environment = Map.copyOf(environment);
        this.limit = limit;
    }

    Answer resolve(Path file) {
        Path out = null;
        Path err = null;
        try {
            // Files are 0600: what Compose prints holds secrets.
            out = Files.createTempFile("dockmedic", ".json");
            err = Files.createTempFile("dockmedic", ".err");
            return run(file, out, err);
        } catch (IOException e) {
            return new Answer.Not("docker compose is not there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Not("interrupted");
        } finally {
            delete(out);
            delete(err);
        }
    }

    private Answer run(Path file, Path out, Path err) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(compose);
        command.addAll(List.of("--file", file.toAbsolutePath().toString(), "--profile", "*", "config", "--format",
                "json"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return new Answer.Not("docker compose config did not end within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() == 0) {
            return new Answer.Resolved(JSON.readTree(Files.readAllBytes(out)));
        }
        String said = Files.readString(err, StandardCharsets.UTF_8).strip();
        boolean absent = said.contains("unknown command") || said.contains("is not a docker command")
                || said.contains("unknown flag") || said.contains("unknown shorthand flag");
        return new Answer.Not(absent
                ? "the Compose plugin is not there"
                : "docker compose config refuses it: " + new Redactor().line(said.lines().findFirst().orElse("")));
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            file.toFile().deleteOnExit();
        }
    }
}

package io.dockmedic.collectors.container.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RealEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A shell in a container of a real engine, as the kernel shows it to root. */
@RealEngine
class TerminalUseTest {
    private static final Path PROC = Path.of("/proc");

    private final PrivateEngine engine;

    TerminalUseTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private String call(String method, String path, String body) throws Exception {
        RawCalls.Answer answer = new RawCalls(engine.socket()).send(method, path, "application/json",
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(path).isLessThan(300);
        return answer.body();
    }

    @Test
    void aShellTellsHowLongNobodyUsedIt() throws Exception {
        String id = engine.run("terminal-use", List.of(), "sleep", "100000");
        ObjectMapper json = new ObjectMapper();
        String exec = json.readTree(call("POST", "/containers/" + id + "/exec",
                "{\"AttachStdin\":true,\"AttachStdout\":true,\"Tty\":true,\"Cmd\":[\"sh\"]}")).path("Id").asText();
        call("POST", "/exec/" + exec + "/start", "{\"Detach\":true,\"Tty\":true}");
        int pid = json.readTree(call("GET", "/exec/" + exec + "/json", "")).path("Pid").asInt();

        await().until(() -> TerminalUse.of(PROC, pid, id, Instant.now()).filter(TerminalUse::idle).isPresent());
        Optional<TerminalUse> use = TerminalUse.of(PROC, pid, id, Instant.now());
        assertThat(use).hasValueSatisfying(seen -> assertThat(seen.open()).isBetween(Duration.ZERO,
                Duration.ofMinutes(1)));
        assertThat(TerminalUse.of(PROC, pid, "0123456789ab", Instant.now())).as("of another container").isEmpty();

        Files.setAttribute(PROC.resolve(pid + "/fd/0"), "lastAccessTime",
                FileTime.from(Instant.now().minus(Duration.ofHours(5))));
        Files.setLastModifiedTime(PROC.resolve(pid + "/fd/0"), FileTime.from(Instant.now().minus(Duration.ofHours(5))));
        assertThat(TerminalUse.of(PROC, pid, id, Instant.now()))
                .hasValueSatisfying(
                        seen -> assertThat(seen.unused()).as("no longer than it runs").isEqualTo(seen.open()));
    }
}

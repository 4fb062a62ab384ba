package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RealEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sits in a container of a real engine, at a terminal, while it is unhealthy; by the whole program. */
@RealEngine
class PersonInsideTest {
    @TempDir
    Path home;

    private final PrivateEngine engine;

    PersonInsideTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private JsonNode call(String path, String body) throws Exception {
        RawCalls.Answer answer = new RawCalls(engine.socket()).send("POST", path, "application/json",
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isLessThan(300);
        return new ObjectMapper().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    @Test
    void itIsRestartedWhenTheyAreGone() throws Exception {
        engine.docker("run", "--detach", "--network=none", "--name=inside-web", "--stop-timeout=1",
                "--label=dockmedic.heal=true", "--health-cmd=test ! -e /sick", "--health-interval=1s",
                "--health-retries=1", BusyboxImage.in(engine), "sh", "-c", "rm -f /sick; exec sleep 100000").orFail();
        String started = started();
        String exec = call("/containers/inside-web/exec",
                "{\"AttachStdin\":true,\"AttachStdout\":true,\"Tty\":true,\"Cmd\":[\"tail\",\"-f\",\"/dev/null\"]}")
                .path("Id")
                .asText();
        call("/exec/" + exec + "/start", "{\"Detach\":true,\"Tty\":true}");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.docker("exec", "inside-web", "touch", "/sick").orFail();
            JsonNode waits = spine.incident("inside-web", "ContainerUnhealthy", "waiting");
            await().atMost(Spine.SOON)
                    .until(() -> spine.body("/api/v1/incidents/" + waits.path("id").asText())
                            .contains("person_inside"));
            assertThat(started()).isEqualTo(started);
            engine.docker("exec", "inside-web", "killall", "tail").orFail();
            spine.incident("inside-web", "ContainerUnhealthy", "healed");
            assertThat(started()).isNotEqualTo(started);
            assertThat(spine.pages("inside-web")).isEmpty();
        }
    }

    private String started() {
        return engine.docker("inspect", "-f", "{{.State.StartedAt}}", "inside-web").orFail().text();
    }
}

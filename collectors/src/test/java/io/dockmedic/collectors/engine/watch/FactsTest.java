package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void aSecretInALabelGoesNowhere() {
        assertThat(Facts.of(labelled(Map.of(
                "backup.password", "hunter2hunter2",
                "db.url", "postgres://app:s3cr3t@db/app",
                "traefik.http.middlewares.a.basicauth.users", "admin:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/",
                "dockmedic.heal", "true"))).labels())
                .containsEntry("backup.password", Redactor.REDACTED)
                .containsEntry("db.url", Redactor.REDACTED)
                .containsEntry("traefik.http.middlewares.a.basicauth.users", Redactor.REDACTED)
                .containsEntry("dockmedic.heal", "true");
    }

    @Test
    void aOneOffThatIsGoneAlreadyIsAJobToo() {
        assertThat(Facts.of("c1", Map.of("name", "dockmedic-run-1", "com.docker.compose.oneoff", "True")).job())
                .isTrue();
        assertThat(Facts.of("c1", Map.of("name", "web", "com.docker.compose.oneoff", "False")).job()).isFalse();
    }

    private static ContainerState labelled(Map<String, String> labels) {
        return new ContainerState("c1", "web", "image", "sha256:1", labels, "running", true, false, false, 0, 0, false,
                "", Instant.EPOCH, Instant.EPOCH, null, 0, null, new RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), false, List.of("sh"), false, List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }
}

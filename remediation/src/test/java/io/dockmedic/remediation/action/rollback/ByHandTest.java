package io.dockmedic.remediation.action.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ByHandTest {
    private static String of(Map<String, String> labels) {
        return RollbackAction.byHand(Samples.container(labels), "web:2");
    }

    @Test
    void composeIsToldWhereItsFilesAre() {
        assertThat(of(Map.of("com.docker.compose.project", "shop", "com.docker.compose.service", "web",
                "com.docker.compose.project.working_dir", "/srv/my shop",
                "com.docker.compose.project.config_files", "/srv/a.yml,/srv/b.yml",
                "com.docker.compose.project.environment_file", "/srv/live.env"))).isEqualTo(
                        "docker compose -p shop --project-directory '/srv/my shop' -f /srv/a.yml -f /srv/b.yml"
                                + " --env-file /srv/live.env up -d web");
    }

    @Test
    void whatIsNotComposesIsDeployedAsItWas() {
        assertThat(of(Map.of())).isEqualTo("deploy web again on web:2");
        assertThat(of(Map.of("com.docker.compose.project", "shop"))).isEqualTo("deploy web again on web:2");
    }
}

package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.view.Services;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine ends while one container does not obey its signal: what ended at once was stopped long before the engine was gone. */
@RealEngine
class SlowNeighbourTest {
    @TempDir
    Path home;

    private Map<String, List<Touch>> touches() throws SQLException {
        Map<String, List<Touch>> touches = new HashMap<>();
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT service, moment, action FROM remediation_touches ORDER BY rowid")) {
            while (row.next()) {
                touches.computeIfAbsent(row.getString("service"), first -> new ArrayList<>())
                        .add(new Touch(Instant.parse(row.getString("moment")), row.getString("action")));
            }
        }
        return touches;
    }

    @Test
    void itsStopIsInDoubtAllTheSame() throws Exception {
        try (PrivateEngine engine = new PrivateEngine()) {
            engine.docker("run", "--detach", "--network=none", "--name=quick", BusyboxImage.in(engine), "sh", "-c",
                    "trap 'exit 0' TERM; while :; do sleep 60 & wait; done").orFail();
            engine.docker("run", "--detach", "--network=none", "--name=slow", BusyboxImage.in(engine), "sh", "-c",
                    "trap '' TERM; while :; do sleep 60 & wait; done").orFail();
            Services services = new Services();
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                await().atMost(Spine.SOON)
                        .until(() -> spine.body("/api/v1/containers").contains("slow"));
                engine.terminate();
                Instant lost = Instant.now();
                await().atMost(Spine.SOON)
                        .until(() -> touches().getOrDefault("slow", List.of())
                                .stream()
                                .anyMatch(touch -> touch.action().equals("stop")));
                touches().forEach(services::remember);
                Touch stop = services.touches("quick", Instant.MIN).takeoverForSure().orElseThrow();
                assertThat(stop.action()).isEqualTo("stop");
                assertThat(Duration.between(stop.at(), lost)).as("longer ago than a stop alone is in doubt")
                        .isGreaterThan(Duration.ofSeconds(8));
                services.lost(lost);
                assertThat(services.touches("quick", Instant.MIN).takeoverForSure()).isEmpty();
                assertThat(services.touches("slow", Instant.MIN).takeoverForSure()).isEmpty();
            }
        }
    }
}

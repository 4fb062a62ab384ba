package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.brake.Standing;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.storm.Storm;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingJsonTest {
    private final StandingJson json = new StandingJson(at -> at);

    private static Switch pause(String reason, String by) {
        return new Switch("s1", Switch.Kind.PAUSE, ServicePattern.ALL, Samples.THEN, null, reason, by);
    }

    @Test
    void whatPeopleWroteIsWithoutSecrets() {
        Standing standing = new Standing(List.of(pause("password=hunter2 is new", "ops (says token: hunter2)")),
                new Hold(null, "paused by a file: password=hunter2"), false,
                List.of(new Storm("storm", "", Samples.THEN, Samples.THEN, Set.of("a"), "redis://:hunter2@db is gone")),
                List.of(new Hold(null, "window token=hunter2")), List.of());
        assertThat(json.of(standing).encode()).doesNotContain("hunter2")
                .contains("password=[redacted] is new", "ops (says token: [redacted]",
                        "paused by a file: password=[redacted]", "redis://:[redacted]@db is gone",
                        "window token=[redacted]");
    }

    @Test
    void allElseIsAsTheyWroteIt() {
        JsonObject one = json.of(pause("the disk is moved: " + "x".repeat(600), "ops"));
        assertThat(one.getString("reason")).isEqualTo("the disk is moved: " + "x".repeat(600));
        assertThat(one.getString("by")).isEqualTo("ops");
        assertThat(one.getString("services")).isEqualTo("*");
    }
}

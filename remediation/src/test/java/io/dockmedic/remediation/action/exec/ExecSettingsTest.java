package io.dockmedic.remediation.action.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.remedy.ListText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who approves a command is shown all of it. */
class ExecSettingsTest {
    private static Optional<String> problem(String... command) {
        return ExecSettings.problem(Map.of("command", ListText.of(List.of(command))));
    }

    @Test
    void whatWouldBeCutOffIsRefused() {
        assertThat(problem("sh", "-c", "echo " + "x".repeat(300))).isEmpty();
        assertThat(problem("sh", "-c", "echo " + "x".repeat(400) + "; rm -rf /data")).hasValueSatisfying(
                why -> assertThat(why).contains("who approves it is shown 400: put it into a script in the container"));
    }

    @Test
    void whatASecretWouldHideIsRefused() {
        assertThat(problem("sh", "-c", "curl -H 'Authorization: Bearer abcdef' http://x; rm -rf /data"))
                .hasValueSatisfying(why -> assertThat(why).contains("looks like a secret"));
        // One word may be all that matters.
        assertThat(problem("sh", "-c", "token=$(reboot)")).isPresent();
        assertThat(problem("reload", "--password-file", "/run/secrets/db", "--now")).isEmpty();
        String[] many = new String[90];
        Arrays.fill(many, "abc");
        assertThat(problem(many)).as("as a list it is longer").isPresent();
    }
}

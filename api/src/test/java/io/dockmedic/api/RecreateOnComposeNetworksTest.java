package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link RecreateOnComposeTest}, for a service on two networks, by an API that takes but one at a creation (before 1.44). */
@Tag("long")
class RecreateOnComposeNetworksTest extends ComposeMeanwhile {
    @Override
    String more(String dockerHost) {
        return "engine: {address: \"" + dockerHost + "\", api_version: \"1.43\"}\n";
    }

    @Override
    String networks() {
        return "networks: [one, two]";
    }

    @Override
    String besideServices() {
        return "networks: {one: {internal: true}, two: {internal: true}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "update"})
    void upLeavesOneThatRunsUnderItsNameOnBoth(String step) {
        inTheMiddle(step, "up", "--detach");
        await().untilAsserted(() -> assertThat(all()).containsExactly(container() + " running"));
        assertThat(engine.docker("inspect", "-f", "{{json .NetworkSettings.Networks}}", container()).orFail().text())
                .contains("_one\"", "_two\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "start"})
    void downLeavesNoneAndNoNetwork(String step) {
        inTheMiddle(step, "down", "--timeout", "1");
        await().untilAsserted(() -> assertThat(all()).isEmpty());
        assertThat(engine.docker("network", "ls", "--format", "{{.Name}}").orFail().text()).doesNotContain("_one",
                "_two");
    }

    @ParameterizedTest
    @ValueSource(strings = "connect")
    void scaleLeavesNothingOfOurs(String step) {
        inTheMiddle(step, "up", "--detach", "--scale", "web=2");
        await().untilAsserted(() -> assertThat(all()).contains(container() + " running")
                .noneMatch(one -> one.contains("dockmedic")));
        compose("up", "--detach", "--scale", "web=2");
        assertThat(all()).containsExactly(container() + " running", container(2) + " running");
    }
}

package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real Compose does something to a service in the middle of its being made anew, between any two of our calls. What is said first is not
 * the end of it, so it is waited for how it comes to be.
 */
@Tag("long")
@InMatrix(value = RecreateOnComposeTest.SHOWN, on = Column.CURRENT)
class RecreateOnComposeTest extends ComposeMeanwhile {
    static final String SHOWN = "Compose in the middle of a container being made anew comes first";
    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "stop", "rename-old", "rename-new", "start", "update-new", "remove"})
    void upLeavesOneThatRunsUnderItsName(String step) {
        inTheMiddle(step, "up", "--detach");
        await().untilAsserted(() -> assertThat(all()).containsExactly(container() + " running"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "stop", "rename-new", "start", "update-new"})
    void downLeavesNone(String step) {
        inTheMiddle(step, "down", "--timeout", "1");
        await().untilAsserted(() -> assertThat(all()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "rename-new", "start"})
    void scaleLeavesNothingOfOurs(String step) {
        inTheMiddle(step, "up", "--detach", "--scale", "web=2");
        await().untilAsserted(() -> assertThat(all()).contains(container() + " running")
                .noneMatch(one -> one.contains("dockmedic")));
        compose("up", "--detach", "--scale", "web=2");
        assertThat(all()).containsExactly(container() + " running", container(2) + " running");
    }

    /** Compose counts the old one, too, and starts it: the new one is proven by then, and what somebody started is not removed. */
    @Test
    void scaleBeforeTheVeryLastStepIsForAPersonToTidyUp() {
        inTheMiddle("update-new", "up", "--detach", "--scale", "web=2");
        assertThat(all()).hasSize(2).contains(container() + " running");
        Matcher told = Pattern.compile("somebody has started the old container too, which is called (\\S+) now")
                .matcher(page());
        assertThat(told.find()).isTrue();
        assertThat(all()).contains(told.group(1) + " running");
        engine.docker("rm", "--force", told.group(1)).orFail();
        compose("up", "--detach", "--scale", "web=2");
        assertThat(all()).containsExactly(container() + " running", container(2) + " running");
    }
}

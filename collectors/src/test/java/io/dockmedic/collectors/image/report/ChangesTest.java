package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ImageEvent.Vulnerable;
import io.dockmedic.collectors.event.SeverityCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes(Duration.ofSeconds(60));
    private Instant now = Reports.NOW;

    private static Assessed image(String name, int high, String... services) {
        SeverityCounts counts = new SeverityCounts(0, high, 0, 0, 0);
        return new Assessed(name, "", "id", List.of(services), "a.json", Reports.NOW, counts, 0, counts, List.of());
    }

    private List<String> told(Assessed... images) {
        return toldBy("h", images).stream().map(line -> line.replace("h: ", "")).toList();
    }

    private List<String> toldBy(String host, Assessed... images) {
        return changes.since(List.of(images), host, now)
                .events()
                .stream()
                .map(Vulnerable.class::cast)
                .map(event -> event.host() + ": " + event.image() + " " + event.counts().high() + " of "
                        + event.onHost())
                .toList();
    }

    @Test
    void whatIsNewsIsToldOnce() {
        assertThat(told(image("a", 1, "x"), image("b", 0, "y"))).containsExactly("a 1 of 1", "b 0 of 1");
        assertThat(told(image("a", 1, "x", "z"), image("b", 0))).isEmpty();
        assertThat(told(image("a", 1), image("b", 2))).containsExactly("b 2 of 2");
    }

    @Test
    void anImageThatIsGoneIsToldAfterAWhileAndNotWhenItComesBack() {
        told(image("a", 1), image("b", 1));
        assertThat(told(image("b", 1))).isEmpty();
        now = now.plusSeconds(59);
        assertThat(told(image("a", 1), image("b", 1))).isEmpty();
        assertThat(told(image("b", 1))).isEmpty();
        now = now.plusSeconds(60);
        assertThat(told(image("b", 1))).containsExactly("a 0 of 1");
        assertThat(told(image("b", 1))).isEmpty();
        assertThat(told(image("a", 1), image("b", 1))).containsExactly("a 1 of 2");
    }

    @Test
    void whatWasToldUnderAnotherNameOfTheHostIsOverThere() {
        changes.before("b", "older");
        assertThat(toldBy("old", image("a", 1))).containsExactly("old: a 1 of 1");
        assertThat(toldBy("new", image("a", 1))).containsExactly("new: a 1 of 1", "old: a 0 of 0");
        assertThat(toldBy("new", image("a", 1))).isEmpty();
        now = now.plusSeconds(60);
        assertThat(toldBy("new", image("a", 1))).containsExactly("older: b 0 of 0");
    }

    @Test
    void whatWasToldBeforeOurStartEndsWhenItDoesNotComeBack() {
        changes.before("a", "h");
        changes.before("b", "");
        assertThat(told(image("a", 1))).containsExactly("a 1 of 1");
        now = now.plusSeconds(60);
        assertThat(told(image("a", 1))).containsExactly("b 0 of 1");
    }
}

package io.dockmedic.rules.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Flaw;
import io.dockmedic.rules.expression.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedByTest {
    private static List<String> names(Map<String, String> labels, String... sources) {
        List<Text> expressions = Arrays.stream(sources)
                .map(source -> ((Compiled.Ok<Text>) NamedBy.compile(source)).program())
                .toList();
        return new NamedBy(expressions, List.of(), List.of()).names(alert(labels));
    }

    private static Alert alert(Map<String, String> labels) {
        return Alert.unplaced(Instant.EPOCH, "h", "f", "Slow", "firing", "", labels, Map.of());
    }

    private static Text text(String source) {
        return ((Compiled.Ok<Text>) NamedBy.compile(source)).program();
    }

    @Test
    void ofWhatHasNoExpressionTheUsualLabelsCount() {
        Alert alert = alert(Map.of("name", "web", "UUID", "GPU-1", "host", "gpu1", "instance", "gpu1:9100",
                "card", "3", "rack", "r1"));
        NamedBy containers = new NamedBy(List.of(text("event.labels['card']")), List.of(), List.of());
        assertThat(containers.names(alert)).containsExactly("3");
        assertThat(containers.gpus(alert)).containsExactly("GPU-1");
        assertThat(containers.hosts(alert)).containsExactly("gpu1");
        assertThat(containers.hints(alert)).containsExactly("gpu1:9100");
        NamedBy others = new NamedBy(List.of(), List.of(text("event.labels['card']")),
                List.of(text("event.labels['rack']")));
        assertThat(others.names(alert)).containsExactly("web");
        assertThat(others.gpus(alert)).containsExactly("3");
        assertThat(others.hosts(alert)).containsExactly("r1");
        assertThat(others.hints(alert)).isEmpty();
    }

    @Test
    void eachThatGivesSomethingNamesOneInTheirOrder() {
        assertThat(names(Map.of("app", "db", "unit", " "), "event.labels['unit']", "event.labels['gone']",
                "'shop/' + event.labels['app']", "event.alert")).containsExactly("shop/db", "Slow");
    }

    @Test
    void whatIsNoTextOrNotThereIsToldAtItsPlace() {
        assertThat(NamedBy.compile("event.lables['x']")).isInstanceOfSatisfying(Compiled.Flawed.class,
                flawed -> assertThat((Flaw) flawed.flaws().getFirst())
                        .isEqualTo(new Flaw(6, "event has no field 'lables'", "did you mean 'labels'?")));
        assertThat(NamedBy.compile("event.labels")).isInstanceOf(Compiled.Flawed.class);
    }
}

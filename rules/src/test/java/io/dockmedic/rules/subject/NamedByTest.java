package io.dockmedic.rules.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Origin;
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
        return new NamedBy(expressions).names(new Alert(Instant.EPOCH, "h", Origin.EXTERNAL, "f", "Slow", "firing", "",
                labels, Map.of(), null, ""));
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

package io.dockmedic.remediation.action.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void eachComesAfterWhatItDependsOnAndByNameElse() {
        assertThat(Order.of(Map.of("a", Set.of("z", "nobody"), "b", Set.of(), "z", Set.of("m"), "m", Set.of()))
                .services()).containsExactly("m", "z", "a", "b");
        assertThat(Order.of(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"))).cycle())
                .containsExactly("b", "c", "b");
        assertThat(Order.of(Map.of("a", Set.of("a"))).cycle()).containsExactly("a", "a");
    }

    @Test
    void whatComposeWritesIsReadAlsoOfAnOlderOne() {
        assertThat(Need.of(Map.of("com.docker.compose.depends_on",
                "db:service_healthy:true,job:service_completed_successfully:false,cache:service_started:false,old")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("db", Need.HEALTHY, "job", Need.COMPLETED, "cache",
                        Need.STARTED, "old", Need.STARTED));
        assertThat(Need.of(Map.of("com.docker.compose.depends_on", ""))).isEmpty();
        assertThat(Need.STARTED.more(Need.COMPLETED)).isEqualTo(Need.COMPLETED);
        assertThat(Need.COMPLETED.more(Need.HEALTHY)).isEqualTo(Need.COMPLETED);
    }

    @Test
    void whatIsWrongInAParameterIsSaid() {
        assertThat(Settings.problem(Map.of())).isEmpty();
        assertThat(Settings.problem(Map.of("each", "30s"))).isEmpty();
        for (String wrong : List.of("0s", "2h", "soon")) {
            assertThat(Settings.problem(Map.of("each", wrong)))
                    .hasValue("each must be a duration such as 2m, from 1s to 1h, not " + wrong);
        }
    }
}

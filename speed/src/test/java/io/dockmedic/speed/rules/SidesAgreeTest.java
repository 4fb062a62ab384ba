package io.dockmedic.speed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared does the same: on the same events each side fires on the same ones. */
@Tag("long")
class SidesAgreeTest {
    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"NONE", "KEYS", "HOT"})
    void everySideFiresOnTheSameEvents(Scenario scenario) {
        List<String> expected = firings(Side.Name.RING, scenario);
        assertThat(expected).hasSizeGreaterThan(scenario == Scenario.NONE ? -1 : 100);
        for (Side.Name side : List.of(Side.Name.DOCKMEDIC, Side.Name.DROOLS, Side.Name.DROOLS_PER_EVENT)) {
            assertThat(firings(side, scenario)).as("%s, %s", scenario, side).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Side.Name.class, names = {"DOCKMEDIC", "DROOLS", "RING"})
    void aSideThatBeginsAnewDoesTheSameAgain(Side.Name name) {
        try (Side side = name.of(Scenario.KEYS)) {
            assertThat(firings(side)).isEqualTo(firings(side));
        }
    }

    /** Five hundred rules of which some fire, each with the events of the scenario. */
    @Test
    void theManyRulesAreSound() {
        assertThat(RuleTexts.load(RuleTexts.many())).hasSize(500);
        assertThat(firings(Side.Name.DOCKMEDIC, Scenario.MANY)).isNotEmpty();
    }

    private static List<String> firings(Side.Name name, Scenario scenario) {
        try (Side side = name.of(scenario)) {
            return firings(side);
        }
    }

    private static List<String> firings(Side side) {
        List<String> all = new ArrayList<>();
        side.begin();
        side.run((name, at) -> all.add(at + " " + name));
        return all;
    }
}

package io.dockmedic.speed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared does the same: on the same events each side fires on the same ones, and with the same evidence where it has any. */
@Tag("long")
class SidesAgreeTest {
    private static final Set<Told.What> FIRINGS = EnumSet.of(Told.What.FIRED);
    private static final Set<Told.What> ALL = EnumSet.allOf(Told.What.class);

    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"NONE", "KEYS", "HOT"})
    void everySideFiresOnTheSameEvents(Scenario scenario) {
        List<String> expected = firings(Side.Name.RING, scenario);
        assertThat(expected).hasSizeGreaterThan(scenario == Scenario.NONE ? -1 : 100);
        for (Side.Name side : EnumSet.complementOf(EnumSet.of(Side.Name.RING))) {
            assertThat(firings(side, scenario)).as("%s, %s", scenario, side).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"NONE", "KEYS", "HOT"})
    void whatIsToldHasTheSameEvents(Scenario scenario) {
        List<String> firings = withEvents(Side.Name.DOCKMEDIC, scenario, FIRINGS);
        assertThat(withEvents(Side.Name.DROOLS_EVIDENCE, scenario, FIRINGS)).as("%s, drools", scenario)
                .isEqualTo(firings);
        List<String> all = withEvents(Side.Name.DOCKMEDIC, scenario, ALL);
        assertThat(all).hasSizeGreaterThan(scenario == Scenario.NONE ? -1 : firings.size());
        assertThat(withEvents(Side.Name.RING_EVIDENCE, scenario, ALL)).as("%s, by hand", scenario).isEqualTo(all);
    }

    /** What comes late, and what is told again, also after it was over. */
    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"KEYS", "HOT"})
    void whatIsToldIsTheSameInDisorder(Scenario scenario) {
        List<Happening> happenings = new ArrayList<>();
        List<Happening> inOrder = Course.of(scenario).happenings();
        for (int i = 0; i < inOrder.size(); i++) {
            happenings.add(inOrder.get(i));
            if (i % 10 == 0 && i > 100) {
                happenings.add(inOrder.get(i - i % 70));
            }
            if (i % 7 == 0 && i > 100) {
                Collections.swap(happenings, happenings.size() - 1, happenings.size() - 40);
            }
        }
        Course course = new Course(List.copyOf(happenings));
        List<String> all = told(new DockmedicSide(course, scenario), ALL);
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(told(new FullRingSide(course), ALL)).isEqualTo(all);
    }

    /**
     * What is left are those that fire, those of which something happened within a window, and those that were over a while ago; Drools
     * has facts for the first alone, and the second in groups.
     */
    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {"KEYS", "HOT"})
    void whatIsIdleIsForgotten(Scenario scenario) {
        int remembered = remembered(Side.Name.DOCKMEDIC, scenario);
        assertThat(remembered).isPositive();
        assertThat(remembered(Side.Name.RING_EVIDENCE, scenario)).isEqualTo(remembered);
        List<String> all = withEvents(Side.Name.DOCKMEDIC, scenario, ALL);
        long fire = all.stream().filter(one -> one.contains("FIRED")).count()
                - all.stream().filter(one -> one.contains("OVER")).count();
        assertThat(remembered(Side.Name.DROOLS_EVIDENCE, scenario)).isEqualTo((int) fire);
    }

    @ParameterizedTest
    @EnumSource(value = Side.Name.class, names = {"DOCKMEDIC", "DROOLS", "DROOLS_EVIDENCE", "RING", "RING_EVIDENCE"})
    void aSideThatBeginsAnewDoesTheSameAgain(Side.Name name) {
        try (Side side = name.of(Scenario.KEYS)) {
            assertThat(told(side, ALL)).isEqualTo(told(side, ALL));
        }
    }

    /** Five hundred rules of which some fire, each with the events of the scenario. */
    @Test
    void theManyRulesAreSound() {
        assertThat(RuleTexts.load(RuleTexts.many())).hasSize(500);
        assertThat(firings(Side.Name.DOCKMEDIC, Scenario.MANY)).isNotEmpty();
    }

    private static int remembered(Side.Name name, Scenario scenario) {
        try (Side side = name.of(scenario)) {
            told(side, ALL);
            return side.remembered();
        }
    }

    private static List<String> firings(Side.Name name, Scenario scenario) {
        List<String> all = new ArrayList<>();
        try (Side side = name.of(scenario)) {
            side.begin();
            side.run((what, who, at, evidence, count) -> {
                if (what == Told.What.FIRED) {
                    all.add(at + " " + who);
                }
            });
        }
        return all;
    }

    private static List<String> withEvents(Side.Name name, Scenario scenario, Set<Told.What> those) {
        try (Side side = name.of(scenario)) {
            return told(side, those);
        }
    }

    private static List<String> told(Side side, Set<Told.What> those) {
        List<String> all = new ArrayList<>();
        side.begin();
        side.run((what, name, at, evidence, count) -> {
            if (those.contains(what)) {
                all.add(at + " " + what + " " + name + " " + count + " of "
                        + evidence.stream().map(SidesAgreeTest::at).toList());
            }
        });
        return all;
    }

    private static long at(Object event) {
        return switch (event) {
            case Happening happening -> happening.getAt();
            case Event ours -> Duration.between(DockmedicSide.START, ours.at()).toMillis();
            default -> throw new IllegalArgumentException(event.toString());
        };
    }
}

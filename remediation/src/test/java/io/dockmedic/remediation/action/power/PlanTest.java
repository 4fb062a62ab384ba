package io.dockmedic.remediation.action.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.gpu.reading.PowerLimit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static Plan plan(String by, String floor, PowerLimit limit) {
        Map<String, String> parameters = new HashMap<>();
        if (!by.isEmpty()) {
            parameters.put("by", by);
        }
        if (!floor.isEmpty()) {
            parameters.put("floor", floor);
        }
        assertThat(PowerSettings.problem(parameters)).isEmpty();
        return Plan.of(PowerSettings.of(parameters), limit, limit.now());
    }

    private static PowerLimit limit(long now, long usual) {
        return new PowerLimit(now * 1000, 100_000, usual * 1000, usual * 1000);
    }

    /** Three steps of a tenth reach the floor, also where a tenth is no whole number of watts. */
    @ParameterizedTest
    @CsvSource({"'', '', 700, 700, 630", "'', '', 630, 700, 560", "'', '', 560, 700, 490", "'', '', 575, 575, 518",
            "'', '', 518, 575, 461", "'', '', 461, 575, 404", "-50W, '', 700, 700, 650", "-5%, 90%, 700, 700, 665",
            "-5%, 90%, 665, 700, 630", "-100W, 150W, 250, 700, 150", "-100W, 10W, 200, 700, 100"})
    void oneStepDownFromWhatItIs(String by, String floor, long now, long usual, long to) {
        assertThat(plan(by, floor, limit(now, usual)))
                .isEqualTo(new Plan.Lower(new Change(now * 1000, now * 1000, to * 1000)));
    }

    @ParameterizedTest
    @CsvSource({"'', '', 490, 700, 490 W", "'', '', 500, 700, 490 W", "'', '', 404, 575, 402 W",
            "-5%, 90%, 640, 700, 630 W",
            "-100W, 10W, 150, 700, 100 W"})
    void neverBelowTheFloorNorTheLeast(String by, String floor, long now, long usual, String bound) {
        assertThat(plan(by, floor, limit(now, usual))).isInstanceOfSatisfying(Plan.Stay.class,
                stay -> assertThat(stay.why()).startsWith("its limit is " + now + " W: ")
                        .contains("would be below " + bound));
    }

    @Test
    void theLeastIsTheFloorWhereItIsHigher() {
        PowerLimit stiff = new PowerLimit(300_000, 280_000, 300_000, 300_000);
        assertThat(plan("", "", stiff)).isInstanceOfSatisfying(Plan.Stay.class,
                stay -> assertThat(stay.why()).isEqualTo(
                        "its limit is 300 W: 30 W less would be below 280 W, the least that it takes"));
        assertThat(plan("-20W", "", stiff)).isEqualTo(new Plan.Lower(new Change(300_000, 300_000, 280_000)));
    }

    @Test
    void whatDoesNotSayStays() {
        assertThat(plan("", "", new PowerLimit(0, 0, 0, 0))).isInstanceOf(Plan.Stay.class);
    }

    @Test
    void aChangeKnowsWhatIsOurs() {
        Change first = new Change(700_000, 700_000, 630_000);
        assertThat(first.ours(630_000)).isTrue();
        assertThat(first.ours(630_400)).as("a driver that rounds").isTrue();
        assertThat(first.ours(700_000)).as("as before all of it").isFalse();
        assertThat(first.ours(650_000)).isFalse();
        Change second = new Change(700_000, 630_000, 560_000);
        assertThat(second.ours(630_000)).as("it came to nothing, and the one before stands").isTrue();
        assertThat(Change.of(second.notes())).hasValue(second);
        assertThat(second.back()).isEqualTo(new Change(700_000, 560_000, 700_000));
        assertThat(second.lowers()).isTrue();
        assertThat(second.back().lowers()).isFalse();
        assertThat(Change.of(Map.of("gpu", "0000:18:00.0"))).isEmpty();
    }

    @Test
    void whatNobodySawComeMayBeOursRoundedUntilItIsSeen() {
        Change unseen = new Change(700_000, 700_000, 630_000);
        assertThat(unseen.perhapsOurs(635_000)).isTrue();
        assertThat(unseen.perhapsOurs(625_000)).as("rounded down").isTrue();
        assertThat(unseen.perhapsOurs(630_400)).as("it is ours").isFalse();
        assertThat(unseen.perhapsOurs(699_500)).as("as before").isFalse();
        assertThat(unseen.perhapsOurs(710_000)).as("nothing is rounded up beyond what was there").isFalse();
        assertThat(unseen.back().perhapsOurs(635_000)).as("it is put back to what the driver had").isFalse();
        assertThat(unseen.came(700_000)).as("it came to nothing").isEqualTo(unseen);
        Change seen = unseen.came(635_000);
        assertThat(seen).isEqualTo(new Change(700_000, 700_000, 635_000, true));
        assertThat(Change.of(seen.notes())).hasValue(seen);
        assertThat(seen.perhapsOurs(640_000)).isFalse();
        assertThat(unseen.came(630_400)).isEqualTo(new Change(700_000, 700_000, 630_000, true));
    }
}

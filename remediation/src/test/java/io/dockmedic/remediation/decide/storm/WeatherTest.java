package io.dockmedic.remediation.decide.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeatherTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final StormLimits LIMITS = StormLimits.DEFAULT;
    private int ids;

    private Weather falls(Weather before, Instant at, String service, String image, Census census) {
        return before.after(new Trouble(at, service, image), census, LIMITS, () -> "storm" + ids++);
    }

    /** So many services, each of an image of its own. */
    private Weather fall(Weather before, int count, Census census) {
        Weather weather = before;
        for (int i = 0; i < count; i++) {
            weather = falls(weather, NOW.plusMillis(i), "s" + i, "image" + i, census);
        }
        return weather;
    }

    private static Census services(int count) {
        return new Census(count, Map.of(), Map.of());
    }

    @Test
    void sixtyOfAHundredAreAStormFromTheThirtyFirstOn() {
        assertThat(fall(Weather.FAIR, 30, services(100)).storms()).isEmpty();
        Weather weather = fall(Weather.FAIR, 60, services(100));
        assertThat(weather.storms()).hasSize(1);
        Storm storm = weather.over("any").orElseThrow();
        assertThat(storm.services()).hasSize(60);
        assertThat(storm.why()).isEqualTo("31 of 100 services fell into trouble within 5 min");
        assertThat(storm.last()).isEqualTo(NOW.plusMillis(59));
    }

    @Test
    void aTimeThatIsNotOfWholeMinutesIsSaidInSeconds() {
        StormLimits limits = new StormLimits(0, 30, 3, Duration.ofSeconds(90), Duration.ofSeconds(15));
        Weather weather = Weather.FAIR.after(new Trouble(NOW, "web", "web:1"), services(1), limits, () -> "storm");
        assertThat(weather.over("any").orElseThrow().why())
                .isEqualTo("1 of 1 services fell into trouble within 90 s");
        assertThat(limits.calmText()).isEqualTo("15 s");
        assertThat(LIMITS.calmText()).isEqualTo("10 min");
    }

    @Test
    void onASmallHostFiveMayBeInTrouble() {
        assertThat(fall(Weather.FAIR, 5, services(6)).storms()).isEmpty();
        assertThat(fall(Weather.FAIR, 6, services(6)).over("any")).isPresent();
    }

    @Test
    void oneServiceThatFallsAgainAndAgainIsNoStorm() {
        Weather weather = Weather.FAIR;
        for (int i = 0; i < 50; i++) {
            weather = falls(weather, NOW.plusSeconds(i), "web", "web:1", services(10));
        }
        assertThat(weather.storms()).isEmpty();
    }

    @Test
    void whatFellLongAgoDoesNotCount() {
        Weather weather = fall(Weather.FAIR, 5, services(10));
        Weather later = falls(weather, NOW.plus(LIMITS.within()).plusSeconds(1), "s9", "image9", services(10));
        assertThat(later.storms()).isEmpty();
        assertThat(later.troubles()).hasSize(1);
    }

    @Test
    void severalOfOneImageHoldUpThatImageOnly() {
        Census census = new Census(50, Map.of("shop:2", 6), Map.of());
        Weather weather = Weather.FAIR;
        for (int i = 0; i < 4; i++) {
            weather = falls(weather, NOW, "shop" + i, "shop:2", census);
        }
        assertThat(weather.over("shop:2")).isPresent();
        assertThat(weather.over("db:1")).isEmpty();
    }

    @Test
    void severalOfManyOfOneImageAreNoReasonToBlameTheImage() {
        Census census = new Census(50, Map.of("shop:2", 20), Map.of());
        Weather weather = Weather.FAIR;
        for (int i = 0; i < 9; i++) {
            weather = falls(weather, NOW, "shop" + i, "shop:2", census);
        }
        assertThat(weather.storms()).isEmpty();
    }

    @Test
    void theWholeHostsStormTakesInThatOfAnImage() {
        Census census = new Census(10, Map.of("shop:2", 4), Map.of());
        Weather weather = Weather.FAIR;
        for (int i = 0; i < 4; i++) {
            weather = falls(weather, NOW, "shop" + i, "shop:2", census);
        }
        assertThat(weather.storms()).containsOnlyKeys("shop:2");
        weather = fall(weather, 2, census);
        assertThat(weather.storms()).containsOnlyKeys("");
        assertThat(weather.over("shop:2").orElseThrow().services()).hasSize(6);
    }

    @Test
    void aStormIsOverWhenNothingMoreFallsForAWhileAndItsTroublesDoNotCountForTheNext() {
        Weather weather = fall(Weather.FAIR, 6, services(6));
        Instant last = NOW.plusMillis(5);
        assertThat(weather.calmed(last.plus(LIMITS.calm()).minusMillis(1), LIMITS)).isEqualTo(weather);
        Weather calm = weather.calmed(last.plus(LIMITS.calm()), LIMITS);
        assertThat(calm.storms()).isEmpty();
        assertThat(calm.troubles()).isEmpty();
    }

    @Test
    void whatFallsInAStormPutsItsEndOff() {
        Weather weather = fall(Weather.FAIR, 6, services(6));
        Instant later = NOW.plus(Duration.ofMinutes(9));
        weather = falls(weather, later, "s0", "image0", services(6));
        assertThat(weather.calmed(NOW.plus(LIMITS.calm()), LIMITS).storms()).hasSize(1);
        assertThat(weather.calmed(later.plus(LIMITS.calm()), LIMITS).storms()).isEmpty();
    }

    /** What was held back by another incident counts for when it began to fire. */
    @Test
    void whatFellEarlierThanTheLastDoesNotBringItsEndForward() {
        Weather weather = fall(Weather.FAIR, 6, services(7));
        weather = falls(weather, NOW.plusSeconds(240), "s0", "image0", services(7));
        weather = falls(weather, NOW.plusSeconds(60), "s6", "image6", services(7));
        Storm storm = weather.over("any").orElseThrow();
        assertThat(storm.services()).hasSize(7);
        assertThat(storm.last()).isEqualTo(NOW.plusSeconds(240));
    }

    @Test
    void aLargerStormHoldsSinceTheFirstOfThoseItTakesIn() {
        Census census = new Census(10, Map.of("shop:2", 4), Map.of());
        Weather weather = Weather.FAIR;
        for (int i = 0; i < 4; i++) {
            weather = falls(weather, NOW.minusSeconds(600), "shop" + i, "shop:2", census);
        }
        weather = fall(weather, 6, census);
        Storm storm = weather.over("any").orElseThrow();
        assertThat(storm.image()).isEmpty();
        assertThat(storm.since()).isEqualTo(NOW.minusSeconds(600));
        assertThat(storm.services()).hasSize(10);
    }

    @Test
    void aPersonEndsItAndOneMoreIsNoNewStorm() {
        Weather weather = fall(Weather.FAIR, 6, services(6)).cleared();
        assertThat(falls(weather, NOW.plusSeconds(1), "s9", "image9", services(6)).storms()).isEmpty();
    }

    @Test
    void aStormOfBeforeARestartGoesOn() {
        Storm before = new Storm("old", "", NOW, NOW, Set.of("a"), "why");
        Weather weather = Weather.FAIR.remembering(List.of(before));
        assertThat(weather.over("any")).contains(before);
    }
}

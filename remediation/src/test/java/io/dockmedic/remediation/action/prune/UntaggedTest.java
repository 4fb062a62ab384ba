package io.dockmedic.remediation.action.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.remediation.record.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may go, and in which order; from lists alone. */
class UntaggedTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static ImageEntry image(String id, String parent, int hours, String... tags) {
        return new ImageEntry(id, parent, List.of(tags), List.of(), NOW.minus(Duration.ofHours(hours)), 10, Map.of());
    }

    private static List<String> order(ImageEntry... all) {
        return Untagged.inOrder(List.of(all), image -> Untagged.candidate(image, Set.of(), Set.of()), Map.of())
                .stream()
                .map(ImageEntry::id)
                .toList();
    }

    @Test
    void whatHasANameOrIsUsedOrPinnedOrProtectedStays() {
        ImageEntry plain = image("a", "", 1);
        assertThat(Untagged.candidate(plain, Set.of(), Set.of())).isTrue();
        assertThat(Untagged.candidate(plain, Set.of("a"), Set.of())).isFalse();
        assertThat(Untagged.candidate(plain, Set.of(), Set.of("a"))).isFalse();
        assertThat(Untagged.candidate(image("a", "", 1, "web:1"), Set.of(), Set.of())).isFalse();
        ImageEntry kept = new ImageEntry("a", "", List.of(), List.of(), NOW, 10, Map.of("dockmedic.protect", "True"));
        assertThat(Untagged.candidate(kept, Set.of(), Set.of())).isFalse();
    }

    @Test
    void theOldestGoesFirst() {
        assertThat(order(image("new", "", 1), image("old", "", 9), image("middle", "", 5)))
                .containsExactly("old", "middle", "new");
    }

    @Test
    void whatIsBuiltOnAnotherGoesBeforeIt() {
        assertThat(order(image("base", "", 9), image("step", "base", 8), image("leaf", "step", 7),
                image("other", "", 1))).containsExactly("leaf", "other", "step", "base");
    }

    @Test
    void whatSomethingThatStaysIsBuiltOnStays() {
        assertThat(order(image("base", "", 9), image("step", "base", 8), image("web", "step", 7, "web:1"),
                image("leaf", "base", 6))).containsExactly("leaf");
    }

    @Test
    void ofTheCacheGoesWhatIsOldAndUsedByNothing() {
        List<CacheEntry> cache = List.of(
                new CacheEntry("new", "copy", 1, false, NOW.minusSeconds(10)),
                new CacheEntry("old", "copy", 2, false, NOW.minusSeconds(100)),
                new CacheEntry("shared", "run", 4, true, NOW.minusSeconds(100)),
                new CacheEntry("oldest", "run", 8, false, NOW.minusSeconds(200)));
        assertThat(BuildCache.chosen(cache, NOW.minusSeconds(50))).extracting(Thing::id)
                .containsExactly("oldest", "old");
    }
}

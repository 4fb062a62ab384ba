package io.dockmedic.remediation.diagnose.good;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.Hidden;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T03:00:00Z");
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static Details details(Map<String, String> settings, Map<String, Hidden> hidden) {
        return new Details("web:1", "sha256:1", settings, hidden, List.of(), List.of(), List.of(), null);
    }

    /** As it comes back from the journal. */
    private static GoodRun kept(Details details) {
        GoodRun run = GoodRun.of("web", "c1", NOW, details, KEY, "web@sha256:1");
        GoodRun read = GoodRun.read("web", "c1", NOW, run.body());
        assertThat(read).isEqualTo(run);
        return read;
    }

    @Test
    void theSameIsNoChange() {
        Map<String, String> settings = Map.of("image", "web:1");
        GoodRun good = kept(details(settings, Map.of("variable A", new Hidden("s3cret"))));
        assertThat(Changes.since(good, details(settings, Map.of("variable A", new Hidden("s3cret"))))).isEmpty();
    }

    @Test
    void whatMayBeShownIsShownBeforeAndAfter() {
        GoodRun good = kept(details(Map.of("image", "web:1", "user", "app"), Map.of()));
        assertThat(Changes.since(good, details(Map.of("image", "web:2", "memory limit", "64 MiB"), Map.of())))
                .containsExactly("image: web:1 -> web:2", "memory limit: not set -> 64 MiB", "user: app -> not set");
    }

    @Test
    void ofWhatMayBeASecretOnlyThatItDiffersIsTold() {
        Details before = details(Map.of(), Map.of("variable A", new Hidden("s3cret"), "variable B", new Hidden("1")));
        GoodRun good = kept(before);
        Details now = details(Map.of(), Map.of("variable A", new Hidden("0ther"), "variable C", new Hidden("2")));
        assertThat(Changes.since(good, now))
                .containsExactly("variable A is another one", "variable B is gone", "variable C is new");
        assertThat(good.body() + good + before + now).doesNotContain("s3cret", "0ther");
    }

    @Test
    void twoKeysGiveTwoFingerprints() {
        Hidden hidden = new Hidden("s3cret");
        assertThat(hidden.fingerprint(KEY)).isNotEqualTo(hidden.fingerprint("another".getBytes(
                StandardCharsets.US_ASCII)));
    }
}

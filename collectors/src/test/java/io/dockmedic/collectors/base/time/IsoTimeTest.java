package io.dockmedic.collectors.base.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
    private static final long YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1;

    @Test
    void theyAreWrittenAndReadAsTheJdkDoes() {
        Random random = new Random(1);
        Stream<Instant> some = Stream.generate(() -> Instant.ofEpochSecond(random.nextLong(-YEAR_10000, 2 * YEAR_10000),
                List.of(0, random.nextInt(1_000) * 1_000_000, random.nextInt(1_000_000) * 1_000,
                        random.nextInt(1_000_000_000)).get(random.nextInt(4))));
        List<Instant> edges = Stream
                .of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.9Z",
                        "1970-01-01T00:00:00Z", "2024-02-29T12:00:00.000000001Z", "2026-11-01T00:00:00.100Z",
                        "+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z")
                .map(Instant::parse)
                .toList();
        assertThat(Stream.concat(edges.stream(), some.limit(20_000))).allSatisfy(at -> {
            assertThat(IsoTime.text(at)).isEqualTo(at.toString());
            assertThat(IsoTime.instant(at.toString())).isEqualTo(at);
        });
        assertThat(List.of(Instant.MIN, Instant.MAX)).allSatisfy(
                at -> assertThat(IsoTime.instant(IsoTime.text(at))).isEqualTo(at));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "2026-11-01T00:00:00.1Z", "2026-11-01T00:00:00.12345678Z", "2026-11-01T24:00:00Z", "2026-12-31T23:59:60Z",
            "2026-11-01T02:00:00+02:00", "2026-11-01t00:00:00z", "2026-11-01T00:00:00.Z"})
    void whatTheJdkReadsBesideIsReadAsItDoes(String text) {
        assertThat(IsoTime.instant(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "yesterday", "2026-11-01T00:00:00", "2026-02-30T00:00:00Z", "2026-11-01T00:00Z",
            "2026-11-01T25:00:00Z", "2026-13-01T00:00:00Z", "2026-11-01T00:60:00Z", "2026-11-01 00:00:00Z",
            "2026-11-01T00:00:00.1234567890Z", "2026-1a-01T00:00:00Z", "2026-11-01T00:00:00.1_3Z",
            "2026-00-01T00:00:00Z"})
    void whatIsNoTimeIsRefusedAsTheJdkDoes(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> IsoTime.instant(text)).isInstanceOf(DateTimeParseException.class);
    }
}

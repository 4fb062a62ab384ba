package io.dockmedic.collectors.advice.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.advice.usage.Day;
import io.dockmedic.collectors.advice.usage.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    private static final int WEEK = 7 * 24 * 360;
    private static final long MIB = 1L << 20;

    /** Most readings at half, one in fifty at the peak. */
    private static Day week(int readings, long peak, long limit, int kills) {
        Day week = new Day();
        for (int at = 0; at < readings; at++) {
            long memory = at % 50 == 0 ? peak : peak / 2;
            week.add(Readings.usage(memory * MIB, limit * MIB, 20, 0, 0, 30, 100));
        }
        for (int kill = 0; kill < kills; kill++) {
            week.killed();
        }
        return week;
    }

    @ParameterizedTest
    @CsvSource({
            // peak, limit, kills, verdict, advised: all in MiB
            "200,0,0,SET,240", "200,220,0,RAISE,240", "200,256,0,KEEP,256", "200,470,0,KEEP,470", "200,480,0,LOWER,240",
            "10,0,0,SET,32", "230,0,0,SET,320", "900,0,0,SET,1280", "9000,0,0,SET,11264",
            "250,256,3,RAISE,384", "250,0,1,SET,384", "100,1024,1,RAISE,1536"})
    void memory(long peak, long limit, int kills, Verdict verdict, long advised) {
        LimitAdvice advice = Advice.of(week(WEEK, peak, limit, kills)).memory();
        assertThat(advice.verdict()).as(advice.reason()).isEqualTo(verdict);
        assertThat(advice.advised() / MIB).isEqualTo(advised);
        assertThat(advice.max()).isEqualTo(peak * MIB);
        assertThat(advice.limit()).isEqualTo(limit * MIB);
    }

    @ParameterizedTest
    @CsvSource({"100,none,WAIT", "361,low,SET", "8640,medium,SET", "60480,high,SET"})
    void historyDecidesHowSureItIs(int readings, String confidence, Verdict verdict) {
        Advice advice = Advice.of(week(readings, 200, 0, 0));
        assertThat(advice.confidence()).isEqualTo(confidence);
        assertThat(advice.memory().verdict()).isEqualTo(verdict);
        assertThat(Advice.of(new Day()).memory().reason()).contains("0 min");
    }

    @ParameterizedTest
    @CsvSource({
            // use and limit in percent of a processor, one reading in so many held back; thousandths advised
            "80,0,0,KEEP,0", "80,100,0,KEEP,1000", "80,100,200,KEEP,1000", "95,100,10,RAISE,1500",
            "95,50,1,RAISE,1250"})
    void processors(int used, int limit, int heldBack, Verdict verdict, long advised) {
        Day week = new Day();
        for (int at = 0; at < WEEK; at++) {
            int throttled = heldBack > 0 && at % heldBack == 0 ? 40 : 0;
            week.add(Readings.usage(MIB, 0, used, limit, throttled, 3, 0));
        }
        LimitAdvice advice = Advice.of(week).processors();
        assertThat(advice.verdict()).as(advice.reason()).isEqualTo(verdict);
        assertThat(advice.advised()).isEqualTo(advised);
    }

    @ParameterizedTest
    @CsvSource({"30,0,SET,100", "30,500,KEEP,500", "95,100,RAISE,200", "400,0,SET,800"})
    void threads(int used, int limit, Verdict verdict, long advised) {
        Day week = new Day();
        for (int at = 0; at < WEEK; at++) {
            week.add(Readings.usage(MIB, 0, 1, 0, 0, used, limit));
        }
        LimitAdvice advice = Advice.of(week).threads();
        assertThat(advice.verdict()).as(advice.reason()).isEqualTo(verdict);
        assertThat(advice.advised()).isEqualTo(advised);
    }

    @Test
    void whatIsNotMeasuredHereIsNotAdvised() {
        Day week = new Day();
        for (int at = 0; at < WEEK; at++) {
            week.add(Readings.usage(0, 0, 10, 0, 0, 0, 0));
        }
        week.killed();
        Advice advice = Advice.of(week);
        assertThat(advice.memory().verdict()).isEqualTo(Verdict.WAIT);
        assertThat(advice.memory().reason()).isEqualTo("not measured here");
        assertThat(advice.threads().verdict()).isEqualTo(Verdict.WAIT);
        assertThat(advice.threads().reason()).isEqualTo("not measured here");
        week.add(Readings.usage(MIB, 0, 10, 0, 0, 3, 0));
        assertThat(Advice.of(week).memory().verdict()).isEqualTo(Verdict.WAIT);
        assertThat(Advice.of(week).threads().reason()).contains("0 min");
    }

    @Test
    void whatTheOldLimitDidDoesNotRaiseTheNewOne() {
        Day week = new Day();
        for (int at = 0; at < WEEK; at++) {
            week.add(Readings.usage(250 * MIB, 256 * MIB, 95, 100, 40, 95, 100));
        }
        week.killed();
        assertThat(Advice.of(week).memory().advised()).isEqualTo(384 * MIB);
        assertThat(Advice.of(week).processors().advised()).isEqualTo(1500);
        Day followed = new Day();
        followed.add(Readings.usage(250 * MIB, 384 * MIB, 110, 150, 0, 95, 200));
        week.add(followed);
        Advice then = Advice.of(week);
        assertThat(then.oomKills()).isEqualTo(1);
        assertThat(then.memory().verdict()).isEqualTo(Verdict.KEEP);
        assertThat(then.processors().verdict()).isEqualTo(Verdict.KEEP);
        assertThat(then.threads().verdict()).isEqualTo(Verdict.KEEP);
        for (int at = 0; at < 100; at++) {
            week.add(Readings.usage(250 * MIB, 1024 * MIB, 145, 150, at < 5 ? 40 : 0, 95, 200));
        }
        assertThat(Advice.of(week).memory().verdict()).as("use was cut off at the limit before")
                .isEqualTo(Verdict.KEEP);
        assertThat(Advice.of(week).processors().reason()).contains("held back in 4 % of readings");
    }

    @Test
    void theAdviceIsAlwaysAboveWhatWasSeenAndFollowedItIsKept() {
        for (long peak = 2; peak < 40_000; peak = peak * 5 / 4 + 1) {
            LimitAdvice first = Advice.of(week(500, peak, 0, 0)).memory();
            assertThat(first.advised()).isGreaterThanOrEqualTo((long) (peak * MIB * 1.1));
            LimitAdvice then = Advice.of(week(500, peak, first.advised() / MIB, 0)).memory();
            assertThat(then.verdict()).as("%s", peak).isEqualTo(Verdict.KEEP);
        }
    }
}

package io.dockmedic.rules.engine;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was heard before something was done does not make an incident over whose end is to prove that it helped. */
class TriedTest {
    private static final String FLAPS = """
            groups:
              - name: test
                rules:
                  - alert: T
                    on: container.health
                    changes: {of: event.status, at_least: 3, within: 10m}
                    resolve:
                      - {on: container.health, when: event.status == 'healthy', for: 2m}
                      - {on: container.removed}
            """;

    private final Happenings web = Happenings.of("web");

    /** The last change is for the better, and begins the two minutes; then something is done. */
    private RuleBench flaps() {
        RuleBench bench = new RuleBench(FLAPS);
        for (int change = 0; change < 4; change++) {
            String status = change % 2 == 0 ? "unhealthy" : "healthy";
            bench.happens(at -> web.health(at, status)).after(10);
        }
        return bench.tells("30s FIRED T web");
    }

    @Test
    void withoutAnActTheChangeForTheBetterBeginsTheTime() {
        flaps().after(200).tells("150s RESOLVED T web");
    }

    @Test
    void whatBeganBeforeTheActEndsNothingThoughNobodySaysOtherwise() {
        flaps().tried("T", "web").after(86_400).tells();
    }

    @Test
    void whatIsHeardAfterTheActBeginsItAnewAlsoWhereItIsNoChange() {
        flaps().after(5)
                .tried("T", "web")
                .after(20)
                .happens(at -> web.health(at, "healthy"))
                .after(300)
                .tells("185s RESOLVED T web");
    }

    @Test
    void whatWasDueBeforeTheActIsOver() {
        flaps().after(110).tells("150s RESOLVED T web").tried("T", "web").after(60).tells();
    }

    @Test
    void whatNeedsNoTimeEndsItAsBefore() {
        flaps().tried("T", "web").after(20).happens(web::removed).tells("60s RESOLVED T web");
    }

    @Test
    void aRestartOfTheProgramDoesNotBringItBack() {
        RuleBench before = flaps().tried("T", "web");
        RuleBench bench = new RuleBench(FLAPS);
        bench.after(60).restore(Map.copyOf(before.saved)).after(600).tells("60s RESTORED T web");
    }

    @Test
    void anotherKeyAndAnotherRuleAreNoneOfItsBusiness() {
        flaps().tried("T", "db").tried("Other", "web").after(200).tells("150s RESOLVED T web");
    }

    /** The end of a time that the occasion began is no word about how it is. */
    @Test
    void theEndOfATimeComesAllTheSame() {
        RuleBench bench = new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        schedule: {cron: '0 3 * * *', zone: UTC, within: 30m}
                """);
        bench.after(10_800).tells("10800s FIRED T host");
        bench.tried("T", "host").after(1_800).tells("12600s RESOLVED T host");
    }

    /** Readings go on to say so by themselves. */
    @Test
    void readingsThatKeepComingBeginItAnew() {
        RuleBench bench = new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.sample
                        when: event.memoryPercent >= 90
                        resolve: {on: container.sample, when: event.memoryPercent < 90, for: 1m}
                """);
        bench.happens(at -> web.sampled(at, usage -> memory(95, 100))).after(10);
        bench.tells("0s FIRED T web");
        bench.reads(at -> web.sampled(at, usage -> memory(10, 100)), 40).tried("T", "web");
        bench.reads(at -> web.sampled(at, usage -> memory(10, 100)), 100).tells("110s RESOLVED T web");
    }

    private static Usage memory(long bytes, long limit) {
        return new Usage(Duration.ofSeconds(10), 10, 100, 0, bytes, limit, (int) (bytes * 100 / limit), 0, 10, 0, 10,
                100, 0, 0, 0, 0, 0);
    }
}

package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.stage.KeptOver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was due while Dockmedic did not run fires when it is back, and says that it was missed. */
class MissedTimerTest {
    private static final Happenings WEB = Happenings.of("web");
    private static final String FOR = "{on: container.died, for: 60s}";

    private final KeptOver kept;
    private RuleSet rules = new RuleSet(List.of(), List.of(), List.of());
    private RuleBench bench = new RuleBench(rules);

    MissedTimerTest() throws SQLException {
        kept = new KeptOver();
    }

    @AfterEach
    void close() throws SQLException {
        kept.close();
    }

    /** It dies, and is started by the tenth second; with the ways it waits that is due at the seventieth. */
    private void begins(String rule) {
        rules = RuleBench.load(List.of(new RuleFile("test.yml", "groups: [{name: t, rules: [{alert: T, "
                + rule.substring(1, rule.length() - 1) + ", resolve: {on: container.removed}}]}]\n")));
        bench = new RuleBench(rules);
        bench.happens(MissedTimerTest::died).after(10).happens(WEB::started);
    }

    private static Event died(Instant at) {
        return WEB.died(at, 1);
    }

    private void away(int seconds) {
        bench.time.advance(Duration.ofSeconds(seconds));
        kept.restart(bench, rules);
    }

    private Incident fired() {
        return bench.changes.stream()
                .filter(change -> change.what() == What.FIRED)
                .map(IncidentChange::incident)
                .reduce((one, other) -> {
                    throw new AssertionError("fired twice");
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{on: container.died, for: 70s}",
            "{on: container.died, by: [event.service], collect: 70s}",
            "{on: container.started, absent: {on: container.health, within: 60s}}",
            "{sequence: {steps: [{on: container.died}, {on: container.started}], within: 30s, "
                    + "not_followed_by: {on: container.health, within: 60s}}}"})
    void whatWasDueWhileWeWereAwayWasMissed(String rule) {
        begins(rule);
        away(100);
        assertThat(bench.changes).noneMatch(change -> change.what() == What.FIRED);
        bench.after(30);
        assertThat(fired().missedAt()).isEqualTo(RuleBench.START.plusSeconds(70));
        assertThat(fired().firedAt()).isEqualTo(RuleBench.START.plusSeconds(140));
        // As it was told, so it is known after one more restart.
        kept.restart(bench, rules);
        assertThat(bench.latest().what()).isEqualTo(What.RESTORED);
        assertThat(bench.latest().incident().missedAt()).isEqualTo(RuleBench.START.plusSeconds(70));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{on: container.died, for: 70s}",
            "{on: container.died, by: [event.service], collect: 70s}",
            "{on: container.started, absent: {on: container.health, within: 60s}}",
            "{sequence: {steps: [{on: container.died}, {on: container.started}], within: 30s, "
                    + "not_followed_by: {on: container.health, within: 60s}}}"})
    void whatIsDueOnceWeAreBackIsInTimeThoughItWaitsForTheWorldToBeLookedAt(String rule) {
        begins(rule);
        away(50);
        bench.after(30);
        assertThat(fired().missedAt()).isNull();
        assertThat(fired().firedAt()).isEqualTo(RuleBench.START.plusSeconds(90));
    }

    @Test
    void aFaultThatIsSeenOnceWeAreBackIsNotMissed() {
        begins(FOR);
        away(100);
        bench.after(5).happens(MissedTimerTest::died).after(25);
        assertThat(fired().missedAt()).isNull();
    }

    @Test
    void aFaultFromWhileWeWereAwayDoesNotSayHowItIsNow() {
        begins(FOR);
        away(100);
        bench.after(5).happened(WEB.died(RuleBench.START.plusSeconds(50), 1)).after(25);
        assertThat(fired().missedAt()).isEqualTo(RuleBench.START.plusSeconds(60));
    }

    @Test
    void whatComesOnceMoreIsMissedNoLonger() {
        begins(FOR);
        away(100);
        bench.after(30);
        assertThat(fired().missedAt()).isNotNull();
        bench.happened(WEB.died(RuleBench.START.plusSeconds(50), 1));
        assertThat(bench.latest().what()).isEqualTo(What.AGAIN);
        assertThat(bench.latest().incident().missedAt()).isNotNull();
        bench.after(10).happens(MissedTimerTest::died);
        assertThat(bench.latest().what()).isEqualTo(What.AGAIN);
        assertThat(bench.latest().incident().missedAt()).isNull();
    }

    @Test
    void whatCameMeanwhileSettlesItBeforeItFires() {
        begins("{on: container.started, absent: {on: container.health, within: 60s}}");
        away(100);
        bench.after(5).happened(WEB.health(bench.time.now(), "healthy")).after(60);
        assertThat(bench.changes).isEmpty();
    }
}

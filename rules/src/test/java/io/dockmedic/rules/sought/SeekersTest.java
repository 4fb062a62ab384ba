package io.dockmedic.rules.sought;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever listens is told of what is about the same, and of nothing else. */
class SeekersTest {
    private static final Instant AT = RuleBench.START;
    private static final String LOW = "seen: {on: container.sample, when: event.memoryPercent in low, for: 2m}";

    private final Happenings web = Happenings.of("web");
    private final Seekers seekers = new Seekers(Kinds.standard());

    private static Step.Verify verify(String list, String proof) {
        String file = """
                lists:
                  low: [%s]
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.died
                        resolve: {on: container.started}
                        remedy:
                          - {action: restart, verify: {%s, within: 10m}}
                          - {action: escalate}
                """.formatted(list, proof);
        List<Rule> rules = RuleBench.load(List.of(new RuleFile("t.yml", file))).rules();
        return Objects.requireNonNull(rules.getFirst().plan().steps().getFirst().verify());
    }

    private static Seen seen(String list, String proof) {
        return (Seen) verify(list, proof).condition();
    }

    @Test
    void aProofIsReadWithWhatItAsksForHowLongAndHowOftenThatIsRead() {
        Step.Verify verify = verify("10", LOW);
        assertThat(verify.holds()).isEqualTo(Duration.ofMinutes(2));
        assertThat(verify.within()).isEqualTo(Duration.ofMinutes(10));
        assertThat(((Seen) verify.condition()).interval()).isEqualTo(Duration.ofSeconds(10));
        Seen once = seen("10", "seen: {on: container.health, when: event.status == 'healthy'}");
        assertThat(once.interval()).isZero();
    }

    /** A question that is open stays open when the file is read again, and not when its names mean something else. */
    @Test
    void whatIsWrittenAlikeIsTheSame() {
        assertThat(seen("10", LOW)).isEqualTo(seen("10", LOW)).isNotEqualTo(seen("11", LOW));
        assertThat(seen("10", LOW)).hasSameHashCodeAs(seen("10", LOW));
    }

    @Test
    void onlyWhatIsAboutTheSameAndOfItsKindsIsTold() {
        Seen low = seen("10, 11", LOW);
        seekers.hear(new Sought("1", "web", low, false));
        Event ten = web.sampled(AT, usage -> usage);
        assertThat(seekers.of(ten)).containsExactly(new Sight("1", ten, true));
        assertThat(seekers.of(web.health(AT, "healthy"))).isEmpty();
        assertThat(seekers.of(Happenings.of("db").sampled(AT, usage -> usage))).isEmpty();
    }

    @Test
    void whatSaysOtherwiseIsToldAsSuch() {
        seekers.hear(new Sought("1", "web", seen("90", LOW), false));
        assertThat(seekers.of(web.sampled(AT, usage -> usage))).extracting(Sight::asAsked).containsExactly(false);
    }

    @Test
    void whatCannotBeEvaluatedDoesNotHold() {
        String labelled = "seen: {on: container.sample, when: \"event.labels['no.such'] == 'x'\"}";
        seekers.hear(new Sought("1", "web", seen("1", labelled), false));
        assertThat(seekers.of(web.sampled(AT, usage -> usage))).extracting(Sight::asAsked).containsExactly(false);
    }

    @Test
    void whoeverHasEndedIsToldNothingMore() {
        Sought sought = new Sought("1", "web", seen("10", LOW), false);
        seekers.hear(sought);
        seekers.hear(sought.over());
        assertThat(seekers.of(web.sampled(AT, usage -> usage))).isEmpty();
    }
}

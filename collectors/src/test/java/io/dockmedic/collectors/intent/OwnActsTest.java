package io.dockmedic.collectors.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.intent.OwnAct.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnActsTest {
    private static final Instant T = Instant.parse("2026-03-01T03:00:00Z");

    private final OwnActs acts = new OwnActs();

    @Test
    void theWholeSequenceOfARestartIsOurs() {
        begin();

        assertThat(List.of("kill", "kill", "die", "stop", "start", "restart")).allMatch(this::ours);
    }

    @Test
    void restartOfADeadContainerIsOurs() {
        begin();

        assertThat(List.of("start", "restart")).allMatch(this::ours);
    }

    @Test
    void aStartOfOursIsOneWord() {
        acts.note(new OwnAct("a1", "c1", "start", T, Phase.BEGINS));

        assertThat(List.of("kill", "die", "stop", "restart")).noneMatch(this::ours);
        assertThat(ours("start")).isTrue();
        assertThat(List.of("start", "restart", "kill", "die", "stop")).noneMatch(this::ours);
    }

    @Test
    void aStopOfOursIsItsSignalsTheDeathAndTheStopInEitherOrder() {
        note("stop");
        assertThat(ours("die")).as("without a signal").isFalse();
        assertThat(List.of("kill", "stop", "die")).allMatch(this::ours);
        assertThat(List.of("kill", "die", "stop", "start")).noneMatch(this::ours);
        note("stop");
        assertThat(List.of("kill", "kill", "die", "stop")).allMatch(this::ours);
        assertThat(List.of("kill", "die", "stop", "start")).noneMatch(this::ours);
    }

    @Test
    void aSignalOfOursIsADeathOfOursOnlyWhenItAskedForThat() {
        note("kill");
        assertThat(List.of("kill", "die")).allMatch(this::ours);
        note("signal");
        assertThat(ours("kill")).isTrue();
        assertThat(List.of("die", "kill")).noneMatch(this::ours);
    }

    @Test
    void whatHappensWhileACommandOfOursRunsInItIsSomebodyElses() {
        for (String action : List.of("exec", "run")) {
            acts.restore(new OwnAct("a1", "c1", action, T, Phase.BEGINS));
            assertThat(List.of("kill", "die", "stop", "start", "restart")).noneMatch(this::ours);
        }
    }

    @Test
    void anUpdateOfOursIsOneAndAStartMayBelongToIt() {
        note("update");
        assertThat(ours("update")).isTrue();
        assertThat(List.of("update", "start")).noneMatch(this::ours);
        note("raise");
        assertThat(List.of("update", "start")).allMatch(this::ours);
        assertThat(List.of("update", "start")).noneMatch(this::ours);
    }

    @Test
    void anActThatWasNotDoneClaimsNothing() {
        begin();
        acts.note(new OwnAct("a1", "c1", "restart", T, Phase.VOID));

        assertThat(List.of("kill", "start", "restart")).noneMatch(this::ours);
    }

    @Test
    void actsThatAreOverAreForgotten() {
        for (int i = 0; i < 100; i++) {
            Instant at = T.plusSeconds(60L * i);
            acts.note(new OwnAct("a" + i, "c" + i, "restart", at, Phase.BEGINS));
            acts.note(new OwnAct("a" + i, "c" + i, "restart", at.plusSeconds(10), Phase.ENDED));
        }

        assertThat(acts.size()).isEqualTo(1);
    }

    @Test
    void whatComesASecondTimeIsSomebodyElses() {
        begin();
        List.of("kill", "die", "stop").forEach(this::ours);

        assertThat(ours("stop")).isFalse();
    }

    @Test
    void aStopAfterOurStartIsSomebodyElses() {
        begin();
        ours("start");

        assertThat(List.of("kill", "die", "stop")).noneMatch(this::ours);
    }

    /** Where there is no room on the engine's disk, for instance: the start is found failed before the stop is said. */
    @Test
    void theStopOfARestartWhoseStartFailedIsOursAndWhatIsStartedThenIsNot() {
        begin();
        assertThat(List.of("kill", "die")).allMatch(this::ours);
        assertThat(acts.claimFailedStart("c1", T, T.minusSeconds(60))).isPresent();
        assertThat(acts.claimFailedStart("c1", T, T.minusSeconds(60))).as("once").isEmpty();
        assertThat(ours("stop")).isTrue();
        assertThat(List.of("stop", "start", "kill", "die")).noneMatch(this::ours);
    }

    @Test
    void aDeathBeforeOurSignalIsTheContainersOwn() {
        begin();

        assertThat(ours("die")).isFalse();
    }

    @Test
    void nothingIsOursAfterTheLastMessage() {
        begin();
        List.of("start", "restart").forEach(this::ours);

        assertThat(ours("start")).isFalse();
    }

    @Test
    void whatIsSaidAgainOfBeforeARestoredActIsNotOurs() {
        acts.restore(new OwnAct("a1", "c1", "restart", T, Phase.BEGINS));

        assertThat(claim("c1", "start", T.minusMillis(1))).isEmpty();
        assertThat(claim("c1", "start", T)).isPresent();
    }

    /** Its signal may have been read before our restart, and is not said again. */
    @Test
    void theDeathThatAnActOfBeforeOurRestartAskedForIsOurs() {
        acts.restore(new OwnAct("a1", "c1", "restart", T, Phase.BEGINS));
        acts.restore(new OwnAct("a2", "c2", "stop", T, Phase.BEGINS));

        assertThat(claim("c1", "die", T.plusMillis(5))).isPresent();
        assertThat(claim("c2", "die", T.plusMillis(5))).isPresent();
    }

    /** All that it caused may have been read before our restart: a person's start, and what the new run ends with, are not its. */
    @Test
    void theEndOfARunThatBeganAfterAnActOfBeforeOurRestartIsNotOurs() {
        acts.restore(new OwnAct("a1", "c1", "restart", T, Phase.BEGINS));
        acts.restore(new OwnAct("a2", "c2", "stop", T, Phase.BEGINS));
        acts.restore(new OwnAct("a2", "c2", "stop", T.plusMillis(20), Phase.ENDED));
        Instant begun = T.plusMillis(400);

        for (String container : List.of("c1", "c2")) {
            assertThat(List.of("kill", "die", "stop"))
                    .noneMatch(word -> acts.claim(container, word, T.plusMillis(500), begun).isPresent());
        }
        assertThat(acts.claim("c1", "kill", T.plusMillis(5), begun)).as("said again, of the run before").isPresent();
        assertThat(acts.claim("c1", "restart", T.plusMillis(500), begun)).isPresent();
    }

    @Test
    void otherContainersAreNotTouched() {
        begin();

        assertThat(claim("other", "start", T)).isEmpty();
    }

    @Test
    void anActThatEndedLongAgoClaimsNothing() {
        begin();
        acts.note(new OwnAct("a1", "c1", "restart", T, Phase.ENDED));

        assertThat(claim("c1", "start", T.plusSeconds(4))).isPresent();
        assertThat(claim("c1", "restart", T.plusSeconds(6))).isEmpty();
    }

    /** The engine may say what the first has caused when the second is under way. */
    @Test
    void callsThatAreAnActTogetherAreOpenTogether() {
        part(1, "c1", "stop");
        acts.note(new OwnAct(OwnAct.part("a1", 1), "c1", "stop", T.plusMillis(1), Phase.ENDED));
        part(2, "c1", "rename");

        assertThat(List.of("kill", "die", "rename", "stop")).allMatch(this::ours);
        assertThat(List.of("kill", "die", "rename", "stop", "start", "destroy")).noneMatch(this::ours);
        part(3, "c1", "remove");
        acts.note(new OwnAct("a2", "c1", "start", T, Phase.BEGINS));
        assertThat(ours("destroy")).as("of an act that another one has followed").isFalse();
    }

    @Test
    void eachCallThatPutsItOnANetworkIsOneWord() {
        note("reconnect-network");
        assertThat(ours("connect")).as("by itself").isFalse();
        part(1, "c1", "connect");
        part(2, "c1", "connect");
        assertThat(List.of("connect", "connect")).allMatch(this::ours);
        assertThat(List.of("connect", "disconnect")).noneMatch(this::ours);
    }

    @Test
    void whatIsBeingMadeIsKnownByItsName() {
        part(1, "web.new", "create");

        assertThat(claim("web.new", "create", T)).isPresent();
        assertThat(claim("web.new", "create", T)).isEmpty();
        assertThat(acts.size()).isZero();
    }

    @Test
    void whereTheEngineSaysNoRequestsADeathWhileWeStopItIsOurs() {
        note("stop");
        assertThat(untold("die")).isTrue();
        assertThat(List.of("die", "start")).noneMatch(this::untold);
        begin();
        assertThat(List.of("restart", "stop", "die", "start")).as("as Podman says it").allMatch(this::untold);
        assertThat(List.of("die", "start", "stop")).as("of the run that we started").noneMatch(this::untold);
        note("exec");
        assertThat(untold("die")).as("it is asked for by no command").isFalse();
    }

    private boolean untold(String action) {
        return acts.claim("c1", action, T.plusMillis(10), T.minusSeconds(60), false).isPresent();
    }

    private void part(int number, String container, String action) {
        acts.note(new OwnAct(OwnAct.part("a1", number), container, action, T, Phase.BEGINS));
    }

    private Optional<OwnAct> claim(String container, String action, Instant at) {
        return acts.claim(container, action, at, T.minusSeconds(60));
    }

    private void note(String action) {
        acts.note(new OwnAct("a1", "c1", action, T, Phase.BEGINS));
    }

    private void begin() {
        acts.note(new OwnAct("a1", "c1", "restart", T, Phase.BEGINS));
    }

    private boolean ours(String action) {
        return claim("c1", action, T.plusMillis(10)).isPresent();
    }
}

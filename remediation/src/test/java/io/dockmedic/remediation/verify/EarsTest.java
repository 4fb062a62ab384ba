package io.dockmedic.remediation.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.remediation.Samples;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A proof listens by asking the rules, who may not hear of it. */
class EarsTest {
    private static final Seen SEEN = new Seen(new Trigger(Set.of(HealthChanged.KIND), Condition.ALWAYS), Duration.ZERO,
            "health");

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final List<Sought> asked = new ArrayList<>();
    private final List<Optional<String>> answers = new ArrayList<>();
    private Future<Void> rules = Future.succeededFuture();
    private final Ears ears = new Ears(sought -> {
        asked.add(sought);
        return rules;
    }, (since, about) -> Future.succeededFuture(List.of()), Kinds.standard());

    private Proof proof(boolean gives) {
        return Proof.ofSeen(SEEN, new Step.Verify(SEEN, Duration.ofSeconds(20), Duration.ofSeconds(60)),
                ears.of(SEEN, "web"), new After(time.now(), false, gives), time, time, answers::add);
    }

    private void healthy() {
        ears.heard(new Sight("1", Samples.health(time.now(), Samples.CONSENT, "healthy"), true));
    }

    private void kills(Proof proof) {
        proof.event(new OutOfMemory(time.now(), "host", Origin.ENGINE, Samples.container(Samples.CONSENT)));
    }

    @Test
    void whereTheRulesCouldNotBeAskedThatIsWhatIsSaid() {
        rules = Future.failedFuture("nobody is there");
        proof(false);
        time.advance(Duration.ofSeconds(60));
        assertThat(answers).singleElement()
                .satisfies(answer -> assertThat(answer).hasValueSatisfying(
                        why -> assertThat(why)
                                .startsWith("the rules could not be asked what they hear: nobody is there")));
    }

    /** Else they would listen for ever. */
    @Test
    void theEndIsToldWhenTheRulesKnowOfTheBeginning() {
        Promise<Void> known = Promise.promise();
        rules = known.future();
        proof(false).cancel();
        assertThat(asked).extracting(Sought::ends).containsExactly(false);
        known.complete();
        assertThat(asked).extracting(Sought::ends).containsExactly(false, true);
    }

    @Test
    void aKillForWantOfMemorySaysThatMoreWasNotEnough() {
        Proof proof = proof(true);
        time.advance(Duration.ofSeconds(1));
        healthy();
        time.advance(Duration.ofSeconds(1));
        kills(proof);
        time.advance(Duration.ofSeconds(58));
        assertThat(answers).singleElement()
                .satisfies(answer -> assertThat(answer).hasValueSatisfying(
                        why -> assertThat(why).startsWith("a process of it was killed for want of memory")));
    }

    @Test
    void ofAnyOtherActItSaysNothing() {
        Proof proof = proof(false);
        time.advance(Duration.ofSeconds(1));
        healthy();
        kills(proof);
        time.advance(Duration.ofSeconds(20));
        assertThat(answers).containsExactly(Optional.empty());
    }
}

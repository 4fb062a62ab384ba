package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dockmedic.collectors.base.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatestLooksTest {
    private static final Duration RECENT = Duration.ofMillis(100);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T12:00:00Z"));
    private final LatestLooks looks = new LatestLooks(time);
    private final List<CallResult<ContainerState>> joined = new ArrayList<>();
    private final ContainerState older = state("older");
    private final ContainerState newer = state("newer");

    private static ContainerState state(String name) {
        return InspectReader.read(JsonNodeFactory.instance.objectNode().put("Name", name));
    }

    @Test
    void aLookIsAsOldAsTheQuestion() {
        LatestLooks.Look look = looks.begins("c");
        time.advance(RECENT);
        looks.came(look, done(older));
        assertThat(looks.recent("c", RECENT)).contains(older);
        time.advance(Duration.ofNanos(1));
        assertThat(looks.recent("c", RECENT)).isEmpty();
    }

    @Test
    void anAnswerThatComesLateDoesNotHideAYoungerOne() {
        LatestLooks.Look first = looks.begins("c");
        time.advance(Duration.ofMillis(1));
        looks.came(looks.begins("c"), done(newer));
        looks.came(first, done(older));
        assertThat(looks.recent("c", RECENT)).contains(newer);
    }

    @Test
    void onlyTheLatestAreKept() {
        for (int i = 0; i <= 64; i++) {
            looks.came(looks.begins("c" + i), done(older));
        }
        assertThat(looks.recent("c0", RECENT)).isEqualTo(Optional.empty());
        assertThat(looks.recent("c1", RECENT)).contains(older);
    }

    @Test
    void whatIsForeseenHoldsUntilALookThatBeganSinceIsAnswered() {
        LatestLooks.Look before = looks.begins("c");
        time.advance(Duration.ofMillis(1));
        looks.foreseen("c", newer);
        looks.came(before, done(older));
        assertThat(looks.recent("c", RECENT)).contains(newer);
        looks.came(looks.begins("c"), done(older));
        assertThat(looks.recent("c", RECENT)).contains(older);
    }

    @Test
    void aLookUnderWayIsJoinedByWhoeverWantsTheNextAnswer() {
        assertThat(looks.join("c", joined::add)).isFalse();
        LatestLooks.Look look = looks.begins("c");
        assertThat(looks.join("c", joined::add)).isTrue();
        assertThat(looks.join("other", joined::add)).isFalse();
        looks.came(look, done(older));
        assertThat(joined).containsExactly(done(older));
        assertThat(looks.join("c", joined::add)).isFalse();
    }

    @Test
    void whoJoinedHearsAlsoThatThereWasNoAnswerAndNothingTwice() {
        LatestLooks.Look look = looks.begins("c");
        looks.join("c", joined::add);
        looks.came(look, new CallResult.Unknown<>("no answer"));
        looks.came(look, done(older));
        assertThat(joined).containsExactly(new CallResult.Unknown<>("no answer"));
    }

    private static CallResult<ContainerState> done(ContainerState state) {
        return new CallResult.Done<>(state);
    }
}

package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Newest newest = new Newest(10L * Heavy.KIBI);

    @Test
    void theFirstIsTakenHoweverHeavyButThinned() {
        assertThat(newest.take(of(5, 20))).isTrue();
        assertThat(newest.take(of(1, 1))).isFalse();
        assertThat(newest.taken()).singleElement().satisfies(one -> assertThat(one.evidence()).hasSize(2));
    }

    @Test
    void theyAreTakenWholeThenThinnedThenNotAtAll() {
        assertThat(newest.take(of(1, 1))).isTrue();
        assertThat(newest.take(of(9, 1))).isTrue();
        assertThat(newest.take(of(9, 3))).isFalse();
        assertThat(newest.taken()).extracting(one -> one.evidence().size()).containsExactly(1, 2);
    }

    @Test
    void thoseTakenBeforeAreThinnedForTheNextButNotTheNewest() {
        assertThat(newest.take(of(1, 1))).isTrue();
        assertThat(newest.take(of(4, 1))).isTrue();
        assertThat(newest.take(of(9, 1))).isTrue();
        assertThat(newest.taken()).extracting(one -> one.evidence().size()).containsExactly(1, 2, 2);
    }

    @Test
    void whatIsTakenAnywayIsThinned() {
        newest.takeAnyway(of(1, 9));
        newest.takeAnyway(of(9, 9));
        assertThat(newest.taken()).extracting(one -> one.evidence().size()).containsExactly(1, 2);
    }

    private static Incident of(int events, int kibibytes) {
        return Heavy.incident("x", State.RESOLVED, events, kibibytes * Heavy.KIBI);
    }
}

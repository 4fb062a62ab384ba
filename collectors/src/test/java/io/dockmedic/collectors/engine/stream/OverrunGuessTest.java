package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OverrunGuessTest {
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final OverrunGuess guess = new OverrunGuess(time);

    @Test
    void aSmallBacklogCannotHaveOverrunTheEngine() {
        pauseAndRead(1023);
        assertThat(guess.caughtUp()).isFalse();
    }

    @Test
    void aLargeOneMayHaveAndIsSaidOnce() {
        pauseAndRead(1024);
        assertThat(guess.caughtUp()).isTrue();
        assertThat(guess.caughtUp()).isFalse();
    }

    @Test
    void severalPausesInOneBurstAddUp() {
        pauseAndRead(600);
        pauseAndRead(600);
        assertThat(guess.caughtUp()).isTrue();
    }

    @Test
    void whatComesLongAfterTheBacklogIsNotCounted() {
        pauseAndRead(600);
        time.advance(Duration.ofSeconds(6));
        assertThat(guess.caughtUp()).isFalse();
        pauseAndRead(600);
        assertThat(guess.caughtUp()).isFalse();
    }

    private void pauseAndRead(int messages) {
        guess.stoppedReading();
        for (int i = 0; i < messages; i++) {
            guess.message();
        }
        guess.readsAgain();
    }
}

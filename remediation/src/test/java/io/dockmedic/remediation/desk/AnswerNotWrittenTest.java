package io.dockmedic.remediation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.question.Question.State;
import io.dockmedic.remediation.record.QuestionRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An answer that cannot be written down was not given; what happened meanwhile did. */
class AnswerNotWrittenTest {
    private static final Duration OPEN_FOR = Duration.ofHours(1);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final List<Promise<?>> writes = new ArrayList<>();
    private final List<State> ended = new ArrayList<>();
    private final Desk desk = new Desk(new QuestionRecords(new Journal() {
        @Override
        public <T> Future<T> write(Work<T> work) {
            Promise<T> written = Promise.promise();
            writes.add(written);
            return written.future();
        }

        @Override
        public <T> Future<T> read(Work<T> work) {
            throw new AssertionError("it is known");
        }

        @Override
        public boolean writable() {
            return true;
        }
    }), OPEN_FOR, text -> text, time, time, new SimpleMeterRegistry());

    private Question asked() {
        desk.whenEnded(question -> ended.add(question.state()));
        return desk.ask(new Question.About("i1", "r", 0, "web", "c".repeat(64), "web", "stop", Map.of(), "", List.of(),
                "", ""));
    }

    @Test
    void aQuestionExpiresThoughItsTimeRanOutWhileAnAnswerWasBeingWritten() {
        Question asked = asked();
        time.advance(OPEN_FOR.minusMillis(1));
        Future<Question> answer = desk.reject(asked.id(), "anna", "");
        time.advance(Duration.ofSeconds(5));
        writes.get(1).fail("the disk is full");
        assertThat(answer.failed()).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(desk.open("i1")).isEmpty();
        assertThat(ended).containsExactly(State.EXPIRED);
    }

    @Test
    void aQuestionWhoseIncidentIsOverMeanwhileIsNotThereAgain() {
        Question asked = asked();
        Future<Question> answer = desk.reject(asked.id(), "anna", "");
        desk.over("i1", "it is over");
        writes.get(1).fail("the disk is full");
        assertThat(answer.failed()).isTrue();
        assertThat(desk.about(asked.about())).isEmpty();
    }
}

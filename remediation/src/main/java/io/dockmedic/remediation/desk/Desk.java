package io.dockmedic.remediation.desk;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.question.Question.State;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.dockmedic.remediation.record.QuestionRecords;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All questions that are open, and what was rejected for incidents that are. What is asked is written down at once; an answer
 * is written down before anything follows from it. To be used on one context.
 */
public final class Desk {
    private static final int ID_LENGTH = 8;
    private static final int RECENT = 50;

    /** @param news it was not answered so before */
    private record Answer(Question question, boolean news) {}

    private final QuestionRecords records;
    private final Duration openFor;
    private final UnaryOperator<String> redacted;
    private final Clock clock;
    private final Timers timers;
    private final Tidings tidings;
    // Written on the one context; counted by who scrapes.
    private final Map<String, Question> known = new ConcurrentHashMap<>();
    private final Map<String, Future<Answer>> writing = new HashMap<>();
    private Consumer<Question> ended = question -> {};
    private Consumer<Question> answered = question -> {};
    private Runnable changed = () -> {};

    /**
     * @param openFor  for how long an answer is waited for
     * @param redacted what a person writes, without what looks like a secret
     */
    public Desk(QuestionRecords records, Duration openFor, UnaryOperator<String> redacted, Clock clock, Timers timers,
            MeterRegistry meters) {
        this.records = records;
        this.openFor = openFor;
        this.redacted = redacted;
        this.clock = clock;
        this.timers = timers;
        this.tidings = new Tidings(meters);
        Gauge.builder("dockmedic.approvals.pending",
                () -> known.values().stream().filter(Question::pending).count())
                .description("Questions that wait for a person's answer")
                .register(meters);
    }

    /** @param then told each question that ended, however it did */
    public void whenEnded(Consumer<Question> then) {
        ended = then;
    }

    /** @param then told each question that a person has answered, when that is written down and before anything follows from it */
    public void whenAnswered(Consumer<Question> then) {
        answered = then;
    }

    /** @param then run when there is a question more or less */
    void whenChanged(Runnable then) {
        changed = then;
    }

    /** Reads what was asked before our start. Fails as the journal does. */
    public Future<Void> remember() {
        return records.load().map(before -> {
            for (Question one : before) {
                Question question = one.notAfter(clock.now());
                if (question.state() == State.APPROVED) {
                    reopen(question, "Dockmedic ended before it was begun");
                } else {
                    keep(question);
                }
            }
            return null;
        });
    }

    /** The question about that rung, open or rejected; empty when it may be asked. */
    public Optional<Question> about(Question.About rung) {
        return known.values().stream().filter(one -> one.about().sameRung(rung)).findFirst();
    }

    /** Those of an incident that are open. */
    public List<Question> open(String incident) {
        return known.values()
                .stream()
                .filter(one -> one.pending() && one.incident().equals(incident))
                .sorted(Comparator.comparing(Question::since).thenComparingInt(one -> one.about().step()))
                .toList();
    }

    /** Asks. A question that cannot be written down is not asked. */
    public Question ask(Question.About about) {
        Question question = Question.asked(UUID.randomUUID().toString().substring(0, ID_LENGTH), about, clock.now(),
                openFor);
        keep(question);
        tidings.asked(question);
        records.save(question).onFailure(why -> {
            known.remove(question.id());
            tidings.notWritten(question, why);
            changed.run();
        });
        changed.run();
        return question;
    }

    /** What was asked for an incident is not to be decided any more. What was rejected stays so. */
    public void withdraw(String incident, String why) {
        withdraw(incident, why, question -> true);
    }

    /** The same, of those for which that is so. */
    public void withdraw(String incident, String why, Predicate<Question> which) {
        open(incident).stream().filter(which).forEach(one -> end(one, State.WITHDRAWN, why));
    }

    /** What was approved was not done; it may be approved again. */
    public void again(Question approved, String why) {
        reopen(approved, why);
    }

    /** An incident is over: what is asked for its next one is asked afresh. */
    public void over(String incident, String why) {
        withdraw(incident, why);
        known.values().removeIf(one -> one.incident().equals(incident));
    }

    /** Incidents that are not known any more are over. */
    public void overUnless(Predicate<String> knows) {
        known.values()
                .stream()
                .map(Question::incident)
                .distinct()
                .filter(incident -> !knows.test(incident))
                .toList()
                .forEach(incident -> over(incident, "its incident is over"));
    }

    /** Yes. What stands against it now is in the answer: the question is open again, or withdrawn. */
    Future<Question> approve(String id, String by, String reason, Function<Question, Future<Came>> doing) {
        return answer(id, State.APPROVED, redacted.apply(by), redacted.apply(reason)).compose(answer -> answer.news()
                ? doing.apply(answer.question()).compose(came -> came(answer.question(), came))
                : Future.succeededFuture(answer.question()));
    }

    private Future<Question> came(Question approved, Came came) {
        return switch (came) {
            case Came.Begun(String act) -> {
                known.remove(approved.id());
                Question begun = approved.begun(act);
                ended(begun);
                // Written after the intent, and there with it when this has completed.
                yield records.save(begun).map(begun);
            }
            // Its incident may have ended meanwhile.
            case Came.NotNow(String why) when known.containsKey(approved.id()) ->
                Future.succeededFuture(reopen(approved, why));
            case Came.NotNow(String why) -> Future.succeededFuture(never(approved, why));
            case Came.Never(String why) -> Future.succeededFuture(never(approved, why));
        };
    }

    private Question never(Question approved, String why) {
        return end(approved, State.WITHDRAWN, approved.outcome() + "; " + why);
    }

    /** No, for as long as the incident lasts. */
    Future<Question> reject(String id, String by, String reason) {
        return answer(id, State.REJECTED, redacted.apply(by), redacted.apply(reason)).map(answer -> {
            if (answer.news()) {
                ended(answer.question());
            }
            return answer.question();
        });
    }

    /** What is open, and what was answered lately, from the journal. */
    Future<List<AnsweredQuestion>> latest() {
        return records.latest(RECENT);
    }

    private Future<Answer> answer(String id, State answer, String by, String reason) {
        Future<Answer> before = writing.get(id);
        if (before != null) {
            return before.transform(written -> answer(id, answer, by, reason));
        }
        Question asked = known.get(id);
        if (asked == null) {
            return records.find(id)
                    .compose(found -> found.map(over -> again(over, answer, by))
                            .orElseGet(() -> Future.failedFuture(new Unanswerable.Unknown())));
        }
        // What was approved and is being looked at is in between: whether it is done is not known yet.
        if (!asked.pending()) {
            return answer == State.APPROVED
                    ? Future.failedFuture(new Unanswerable.Over(asked))
                    : again(asked, answer, by);
        }
        // A timer is late where the machine has slept.
        if (!clock.now().isBefore(asked.until())) {
            return Future.failedFuture(new Unanswerable.Over(end(asked, State.EXPIRED, "")));
        }
        Question next = asked.answered(answer, clock.now(), by, reason);
        known.put(id, next);
        Future<Answer> written = records.save(next).map(done -> {
            tidings.answered(next);
            answered.accept(next);
            return new Answer(next, true);
        }).onFailure(why -> {
            // Its incident, and its time, may be over meanwhile.
            if (known.containsKey(id)) {
                keep(asked);
            }
        });
        writing.put(id, written);
        written.onComplete(done -> writing.remove(id));
        return written;
    }

    /** Who gives the same answer again, since they did not hear of the first, is answered as they were. */
    private static Future<Answer> again(Question over, State answer, String by) {
        return over.state() == answer && over.by().equals(by)
                ? Future.succeededFuture(new Answer(over, false))
                : Future.failedFuture(new Unanswerable.Over(over));
    }

    private Question reopen(Question approved, String why) {
        Question open = approved.again(why);
        keep(open);
        records.save(open);
        changed.run();
        return open;
    }

    private Question end(Question question, State how, String why) {
        Question over = question.ended(how, clock.now(), why);
        known.remove(question.id());
        records.save(over);
        tidings.ended(over);
        ended(over);
        return over;
    }

    private void ended(Question question) {
        ended.accept(question);
        changed.run();
    }

    private void keep(Question question) {
        known.put(question.id(), question);
        if (question.pending()) {
            timers.after(Duration.between(clock.now(), question.until()), () -> {
                Question now = known.get(question.id());
                if (now != null && now.pending()) {
                    end(now, State.EXPIRED, "");
                }
            });
        }
    }
}

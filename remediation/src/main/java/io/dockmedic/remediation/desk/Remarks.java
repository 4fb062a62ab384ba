package io.dockmedic.remediation.desk;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.RemarkRecords;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.remediation.remark.Remark.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people say of incidents: that they know of one, which holds until it is over, and whatever else there is to be
 * remembered; without what looks like a secret. May be called from any thread. What cannot be written down was not said; futures fail as the journal does.
 */
public final class Remarks {
    private static final Logger LOG = LoggerFactory.getLogger(Remarks.class);

    /** Each is in memory, and goes out with the incident. */
    private static final int MOST = 100;

    /** So many know of the incident that no more are taken. */
    public static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyException() {
            super(MOST + " people know of it already; a note can still be made", null, false, false);
        }
    }

    private final RemarkRecords records;
    private final Redactor redactor;
    private final Clock clock;
    // Written on the one context; read by who shows it.
    private final Map<String, List<Remark>> acknowledged = new ConcurrentHashMap<>();
    private volatile @Nullable Context context;
    private volatile Consumer<String> listener = incident -> {};
    private Future<?> last = Future.succeededFuture();

    /** @param redactor of what people write */
    public Remarks(RemarkRecords records, Redactor redactor, Clock clock) {
        this.records = records;
        this.redactor = redactor;
        this.clock = clock;
    }

    /** Everything is done on {@code context}. */
    public void bind(Context context) {
        this.context = context;
    }

    /** @param then told the id of the incident, on remediation's own thread, when something was said of it; besides those before */
    public void whenSaid(Consumer<String> then) {
        listener = listener.andThen(then);
    }

    /** Reads who knew of what before our start. Fails as the journal does. */
    public Future<Void> remember() {
        return records.acknowledged().map(before -> {
            // It may have been read before, and what comes after it not.
            acknowledged.clear();
            before.forEach(one -> knows(one.notAfter(clock.now())));
            acknowledged.keySet().forEach(listener);
            return null;
        });
    }

    /**
     * A person knows of an incident. Who said so before is not written down again; only a note of theirs that is new is. Fails
     * with {@link TooManyException} where 100 others know.
     */
    public Future<Remark> acknowledge(String incident, String by, String note) {
        return knows(incident, Kind.ACK, by, note);
    }

    /** A person answered what they were asked for an incident: they know of it, as long as it stays as it is. */
    public void answered(Question question) {
        knows(question.incident(), Kind.ANSWER, question.by(), question.reason());
    }

    private Future<Remark> knows(String incident, Kind how, String by, String note) {
        Remark next = redacted(incident, how, by, note);
        return inTurn(() -> {
            // Who only answered so far may say more.
            Optional<Remark> before = acknowledged(incident).stream()
                    .filter(one -> one.by().equals(next.by()) && (one.kind() == Kind.ACK || how == Kind.ANSWER))
                    .findFirst();
            if (before.isEmpty()) {
                return acknowledged(incident).size() < MOST
                        ? add(next)
                        : Future.failedFuture(new TooManyException());
            }
            return next.note().isEmpty() || next.note().equals(before.get().note())
                    ? Future.succeededFuture(before.get())
                    : add(redacted(incident, Kind.NOTE, by, note)).map(before.get());
        });
    }

    /** Something to be remembered of an incident, also of one that is over. */
    public Future<Remark> note(String incident, String by, String note) {
        return inTurn(() -> add(redacted(incident, Kind.NOTE, by, note)));
    }

    private Remark redacted(String incident, Kind kind, String by, String note) {
        return new Remark(incident, clock.now(), kind, redactor.line(by), redactor.line(note));
    }

    /** Everything said of an incident, the oldest first. */
    public Future<List<Remark>> of(String incident) {
        return records.of(incident);
    }

    /** Who knows of an incident, the first first; empty when nobody said so, or it is over. */
    public List<Remark> acknowledged(String incident) {
        return acknowledged.getOrDefault(incident, List.of());
    }

    /** An incident is over: should it fire again, nobody knows of it. */
    public void over(String incident) {
        inTurn(() -> {
            acknowledged.remove(incident);
            return records.over(incident);
        });
    }

    /** Incidents that are not known any more are over. */
    public void overUnless(Predicate<String> knows) {
        acknowledged.keySet().stream().filter(incident -> !knows.test(incident)).toList().forEach(this::over);
    }

    /** There is more to an incident than whoever answered something for it knew. */
    public void outdated(String incident) {
        inTurn(() -> {
            List<Remark> before = acknowledged(incident);
            List<Remark> left = before.stream().filter(one -> one.kind() != Kind.ANSWER).toList();
            if (left.equals(before)) {
                return Future.succeededFuture();
            }
            if (left.isEmpty()) {
                acknowledged.remove(incident);
            } else {
                acknowledged.put(incident, left);
            }
            listener.accept(incident);
            return records.outdated(incident);
        });
    }

    private Future<Remark> add(Remark remark) {
        return records.add(remark).map(written -> {
            LOG.atInfo()
                    .addKeyValue("incident", remark.incident())
                    .addKeyValue("by", remark.by())
                    .addKeyValue("note", remark.note())
                    .log(remark.kind().knows() ? "a person knows of the incident" : "noted");
            if (remark.kind().knows()) {
                knows(remark);
            }
            listener.accept(remark.incident());
            return remark;
        });
    }

    private void knows(Remark remark) {
        acknowledged.merge(remark.incident(), List.of(remark), (before, more) -> Stream.concat(
                before.stream().filter(one -> !one.by().equals(remark.by())), more.stream()).toList());
    }

    /** One after the other: what the one before said may make a difference. */
    private <T> Future<T> inTurn(Supplier<Future<T>> what) {
        Context here = context;
        if (here == null) {
            return Future.failedFuture(new Answers.NotStarted());
        }
        Promise<T> said = Promise.promise();
        here.runOnContext(go -> {
            Future<T> next = last.transform(before -> what.get());
            last = next;
            next.onComplete(said);
        });
        return said.future();
    }
}

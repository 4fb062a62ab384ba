package io.dockmedic.remediation.desk;

import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How people answer. May be called from any thread. Futures fail with {@link Unanswerable} when there is nothing to answer, and
 * as the journal does when an answer could not be written down: then nothing follows from it.
 */
public final class Answers {
    /** The program is still starting: nothing was answered. */
    public static final class NotStarted extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotStarted() {
            super("remediation has not started yet; ask again in a moment", null, false, false);
        }
    }

    private record Bound(Context context, Desk desk, Function<Question, Future<Came>> doing) {}

    private volatile @Nullable Bound bound;
    private volatile Runnable listener = () -> {};

    /**
     * Everything is done on {@code context}.
     *
     * @param doing does what was approved
     */
    public void bind(Context context, Desk desk, Function<Question, Future<Came>> doing) {
        desk.whenChanged(() -> listener.run());
        bound = new Bound(context, desk, doing);
    }

    /** @param then run, on remediation's own thread, when there is a question more or less */
    public void whenChanged(Runnable then) {
        listener = then;
    }

    /**
     * Yes. The world is looked at once more; completes when it has begun, the question being {@link Question.State#APPROVED} then,
     * or when it is known that it will not be done now.
     */
    public Future<Question> approve(String id, String by, String reason) {
        return on(here -> here.desk().approve(id, by, reason, here.doing()));
    }

    /** No, for as long as the incident lasts. */
    public Future<Question> reject(String id, String by, String reason) {
        return on(here -> here.desk().reject(id, by, reason));
    }

    /** What is open, the oldest first, and what was answered lately, the newest first. */
    public Future<List<AnsweredQuestion>> latest() {
        return on(here -> here.desk().latest());
    }

    private <T> Future<T> on(Function<Bound, Future<T>> what) {
        Bound here = bound;
        if (here == null) {
            return Future.failedFuture(new NotStarted());
        }
        Promise<T> done = Promise.promise();
        here.context().runOnContext(go -> what.apply(here).onComplete(done));
        return done.future();
    }
}

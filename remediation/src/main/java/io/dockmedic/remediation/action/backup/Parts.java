package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The calls that hold a container and let it go on, each entered in the ledger as a part of the act. One that was not answered may yet
 * cause something, and stays open there.
 */
final class Parts {
    private static final String MADE = "held_calls";
    private static final Set<String> HOLDS = Set.of(Quiet.PAUSE.word(), Quiet.STOP.word());

    /** What we hold is let go in any case, also when the journal's disk hangs. */
    private static final Duration WRITES = Duration.ofSeconds(10);

    private final Backing with;
    private final String act;
    private final String container;
    /** Those that may yet cause something, with their words; of before our restart the words are not known. */
    private final Map<Integer, String> open = new TreeMap<>();
    private int last;

    /** @param made calls of before our restart */
    Parts(Backing with, String act, String container, int made) {
        this.with = with;
        this.act = act;
        this.container = container;
        while (last < made) {
            last++;
            open.put(last, "");
        }
    }

    /** How many were made before our restart, where one was held. */
    static int made(Map<String, String> notes) {
        return Integer.parseInt(notes.getOrDefault(MADE, "1"));
    }

    /**
     * Makes one.
     *
     * @param word     what the engine is asked for
     * @param notes    written down before
     * @param whatever it is called also when it cannot be written down
     */
    Future<CallResult<Void>> call(String word, Map<String, String> notes, boolean whatever,
            Supplier<Future<CallResult<Void>>> call) {
        last++;
        int part = last;
        open.put(part, word);
        Map<String, String> all = new HashMap<>(notes);
        all.put(MADE, Integer.toString(part));
        OwnAct entry = entry(part, word, OwnAct.Phase.BEGINS);
        Future<Void> entered = with.steps().begins(act, all, entry).compose(in -> with.ledger().publish(entry));
        return (whatever ? inAnyCase(entered) : entered).compose(
                in -> call.get().onSuccess(result -> answered(part, word, result)),
                unwritten -> {
                    over(part, word, OwnAct.Phase.VOID);
                    return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.BAD_REQUEST, 0,
                            "it could not be written down before"));
                });
    }

    private void answered(int part, String word, CallResult<Void> result) {
        if (result instanceof CallResult.Done) {
            over(part, word, OwnAct.Phase.ENDED);
        } else if (result instanceof CallResult.Refused<Void> refused && !mayHaveBegun(word, refused)) {
            over(part, word, OwnAct.Phase.VOID);
        }
    }

    /** Whether the engine may have done some of what it refused. */
    static boolean mayHaveBegun(String word, CallResult.Refused<Void> refused) {
        return HOLDS.contains(word) && refused.error() == ErrorClass.SERVER_ERROR;
    }

    /** Writes down how it stands, if that can be done soon. Never fails. */
    Future<Void> noted(Map<String, String> notes) {
        return inAnyCase(with.steps().note(act, notes));
    }

    private Future<Void> inAnyCase(Future<Void> written) {
        Promise<Void> promise = Promise.promise();
        with.timers().after(WRITES, () -> promise.tryComplete());
        written.onComplete(either -> promise.tryComplete());
        return promise.future();
    }

    /** What was not answered has settled, or is given up. */
    void over() {
        Map.copyOf(open).forEach((part, word) -> over(part, word, OwnAct.Phase.ENDED));
    }

    private void over(int part, String word, OwnAct.Phase phase) {
        open.remove(part);
        with.ledger().publish(entry(part, word, phase));
    }

    private OwnAct entry(int call, String word, OwnAct.Phase phase) {
        return new OwnAct(OwnAct.part(act, call), container, word, with.clock().now(), phase);
    }
}

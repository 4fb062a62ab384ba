package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Commands in the one container of a {@link FakeEngine}, for what a real engine will not do on demand. */
public final class FakeExecs implements ExecCalls {
    /** What was begun, in words. */
    public final List<String> begun = new CopyOnWriteArrayList<>();
    /** What the engine says to that. */
    public volatile Supplier<CallResult<List<String>>> answer = () -> new CallResult.Done<>(List.of("reloaded"));
    /** How the command stands. */
    public volatile CallResult<State> state = ended(0);
    /** Who sits in the container. */
    public volatile CallResult<List<Terminal>> people = new CallResult.Done<>(List.of());
    private volatile String prepared = "";

    /** Of a command that ended so. */
    public static CallResult<State> ended(int exitCode) {
        return new CallResult.Done<>(new State(false, true, OptionalInt.of(exitCode)));
    }

    @Override
    public Future<CallResult<String>> prepare(String id, Order order) {
        prepared = order.user() + " " + String.join(" ", order.command());
        return Future.succeededFuture(new CallResult.Done<>("e1"));
    }

    @Override
    public Future<CallResult<List<String>>> begin(String exec, int lines, Duration within) {
        begun.add(prepared);
        return Future.succeededFuture(answer.get());
    }

    @Override
    public Future<CallResult<List<Terminal>>> terminals(String id) {
        return Future.succeededFuture(people);
    }

    @Override
    public Future<CallResult<State>> state(String exec) {
        return Future.succeededFuture(state);
    }
}

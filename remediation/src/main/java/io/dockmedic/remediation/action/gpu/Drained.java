package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.stack.Need;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A container that is stopped for the reset and started again afterwards, and how far that has come.
 *
 * @param id      full
 * @param name    without the slash
 * @param service its key, by which budgets go
 * @param run     when the run that is ended was started, to the nanosecond
 * @param need    how far it has to come before the next is started
 * @param after   names of those that are started before it
 * @param calls   how often the engine was asked for it
 * @param why     what went wrong, or why nothing is done to it any more
 */
record Drained(String id, String name, String service, String run, Need need, List<String> after, State state,
        int calls, String why) {
    Drained {
        after = List.copyOf(after);
    }

    /** How far it has come. */
    enum State {
        /** Nothing was done yet. */
        UP,
        /** The engine was asked to stop it. */
        STOPPING,
        /** It does not run, by our doing. */
        DOWN,
        /** The engine was asked to start it. */
        STARTING,
        /** It runs again. */
        BACK,
        /** It does not, and we have given up. */
        FAILED,
        /** It is somebody else's, or gone. */
        LEFT
    }

    static Drained of(ContainerState state, String service, Need need, List<String> after) {
        return new Drained(state.id(), state.name(), service, run(state), need, after, State.UP, 0, "");
    }

    private static String run(ContainerState state) {
        return Objects.toString(state.startedAt(), "");
    }

    boolean is(State one) {
        return state == one;
    }

    /** Whether it has had another run since. */
    boolean anotherRun(ContainerState now) {
        return !run(now).equals(run);
    }

    /** Whether it may be down by our doing, and is to be brought back. */
    boolean owed() {
        return is(State.STOPPING) || is(State.DOWN) || is(State.STARTING);
    }

    Drained becomes(State next, String because) {
        return new Drained(id, name, service, run, need, after, next, calls, because);
    }

    /** The engine is asked for it. */
    Drained called(State next) {
        return new Drained(id, name, service, run, need, after, next, calls + 1, why);
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("service", service)
                .put("run", run)
                .put("need", need.name().toLowerCase(Locale.ROOT))
                .put("after", new JsonArray(after))
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("calls", calls)
                .put("why", why);
    }

    static Drained read(JsonObject json) {
        return new Drained(json.getString("id"), json.getString("name"), json.getString("service"),
                json.getString("run"), Need.valueOf(json.getString("need").toUpperCase(Locale.ROOT)),
                json.getJsonArray("after").stream().map(String::valueOf).toList(),
                State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)), json.getInteger("calls"),
                json.getString("why"));
    }
}

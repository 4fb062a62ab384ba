package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One container's turn, and how far it has come.
 *
 * @param id      full
 * @param name    without the slash
 * @param service its key, by which budgets go
 * @param run     when the run it is to end was started, to the nanosecond; empty when it never ran
 * @param ran     whether it was running
 * @param need    how far it has to come
 * @param after   ids of those that come before
 * @param livesOn ids of those of them whose network, memory or processes it shares
 * @param calls   how often the engine was asked for it
 * @param why     what went wrong, why it was not its turn any more, or what a person has to know of it
 */
record Turn(String id, String name, String service, String run, boolean ran, Need need, List<String> after,
        List<String> livesOn, State state, int calls, String why) {
    /** What is said of one that lives on what was restarted by us and does not run now. */
    static final String CUT_OFF = "what it shares was restarted, and does not run";

    /** What is said of one that lives on what was restarted by us, where the journal takes no more. */
    static final String UNWRITTEN = "what it shares was restarted, and nothing could be written down";

    /** What is said of one that the engine does not start. */
    static final String DOWN = "is down, for the engine does not start it";

    /** What is said of one that is up again, and that somebody may have wanted down. */
    static final String FOUND = "found down after a restart of Dockmedic and started; if it was stopped by hand"
            + " meanwhile, that could not be seen";

    /** What is said of one that we may have stopped, or somebody else. */
    static final String WHOSE = "is down, and whether by us is not known: it ended later than what we had asked for"
            + " takes, while Dockmedic did not run, so it is left down; docker start starts it";

    /** How far it has come. */
    enum State {
        /** Nothing was done yet. */
        WAITING,
        /** The engine was asked, or somebody else was quicker; it is waited for. */
        CALLED,
        /** It has come as far as it has to. */
        READY,
        /** It has not. */
        FAILED,
        /** Nothing was done, and nothing will be. */
        LEFT
    }

    Turn {
        after = List.copyOf(after);
        livesOn = List.copyOf(livesOn);
    }

    static Turn of(Member member, Need need, List<String> after, List<String> livesOn) {
        return new Turn(member.id(), member.name(), member.container().service().key(), run(member.state()),
                member.state().running(), need, after, livesOn, State.WAITING, 0, "");
    }

    private static String run(ContainerState state) {
        return Objects.toString(state.startedAt(), "");
    }

    boolean is(State one) {
        return state == one;
    }

    /** Whether what it shares was restarted by us, and it could not be restarted itself. */
    boolean cutOff() {
        return is(State.LEFT) && (why.equals(CUT_OFF) || why.equals(UNWRITTEN));
    }

    /** Whether we stopped it, or may have, and it is down still. */
    boolean down() {
        return is(State.FAILED) && ran && (why.startsWith(DOWN) || why.equals(WHOSE));
    }

    /** Whether it is another run than the one it is to end. */
    boolean anotherRun(ContainerState now) {
        return !run(now).equals(run);
    }

    Turn becomes(State next, String because) {
        return new Turn(id, name, service, run, ran, need, after, livesOn, next, calls, because);
    }

    /** The engine is asked for it. */
    Turn called() {
        return new Turn(id, name, service, run, ran, need, after, livesOn, State.CALLED, calls + 1, why);
    }

    /** What it is to end is the run that is over now. */
    Turn of(ContainerState now) {
        return new Turn(id, name, service, run(now), ran, need, after, livesOn, state, calls, why);
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("service", service)
                .put("run", run)
                .put("ran", ran)
                .put("need", need.name().toLowerCase(Locale.ROOT))
                .put("after", new JsonArray(after))
                .put("livesOn", new JsonArray(livesOn))
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("calls", calls)
                .put("why", why);
    }

    static Turn read(JsonObject json) {
        return new Turn(json.getString("id"), json.getString("name"), json.getString("service"), json.getString("run"),
                json.getBoolean("ran"), Need.valueOf(json.getString("need").toUpperCase(Locale.ROOT)),
                json.getJsonArray("after").stream().map(String::valueOf).toList(),
                json.getJsonArray("livesOn", new JsonArray()).stream().map(String::valueOf).toList(),
                State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)), json.getInteger("calls"),
                json.getString("why"));
    }
}

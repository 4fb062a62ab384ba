package io.dockmedic.remediation.action.truncate;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.room.Bytes;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Empties a container's json log that nothing limits; a container that runs, runs on. How long it was and how it began is written down before,
 * with its last lines: cut off in the middle, a log that is shorter by then or begins otherwise was emptied, and it is not done a
 * second time.
 */
public final class TruncateLogAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "truncate-log";

    private static final String ABOVE = "above";
    /** The notes that say which file it is, how long it was, and how it began. */
    private static final String PATH = "path";
    private static final String BYTES = "bytes";
    private static final String HEAD = "head";

    private static final long USUAL = 100L << 20;
    private static final long LEAST = 1L << 20;
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration SETTLES = Duration.ofMinutes(1);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Empties the container's json log, where nothing limits it; its lines are gone, but for the last. On Docker"
                    + " Engine 23 and later only while the container does not run.",
            ActionClass.DESTRUCTIVE,
            Aim.TEND,
            Map.of(ABOVE, "how large it is at least, 1MiB or more; 100MiB when left out"),
            List.of("GET /containers/{id}/json", "GET /info", "GET /containers/{id}/logs"),
            "the json log would have been emptied",
            "nothing: what it held is gone")
            .example("{action: truncate-log, with: {above: 512MiB}, verify: {running: 5s, within: 1m}}")
            .rights("root on the engine's machine; in a container the engine's folder of containers, too, to write to");

    private final Cutting with;

    public TruncateLogAction(Cutting with) {
        this.with = with;
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get(ABOVE))
                .filter(text -> Bytes.parse(text).filter(bytes -> bytes >= LEAST).isEmpty())
                .map(text -> NAME + ": above must be a size such as 100MiB, 1MiB at least, not " + text);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        ContainerState state = job.state();
        return new Intended(NAME, state == null ? Map.of() : Map.of(PATH, state.log().path()), false, false);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        if (state == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        return cleared.compose(go -> with.calls().inspect(state.id()))
                .compose(now -> OneCall.against(state, now)
                        .or(() -> against(state))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> JsonLog.of(state.log().path(), state.id())
                                .map(log -> whereItMay(state, () -> measure(job, state.id(), log)))
                                .orElseGet(() -> refused(ErrorClass.BAD_REQUEST,
                                        "not called: " + state.log().path()
                                                + " is not how the engine calls a json log"))));
    }

    private static Optional<Outcome> against(ContainerState state) {
        String why = state.log().path().isEmpty()
                ? "it has no json log: its log driver is another one"
                : "the engine limits its log already, and drops the oldest of it by itself";
        return state.log().path().isEmpty() || state.log().rotated()
                ? Optional.of(new Outcome.Refused(ErrorClass.BAD_REQUEST, "not called: " + why))
                : Optional.empty();
    }

    private Future<Outcome> whereItMay(ContainerState state, Supplier<Future<Outcome>> go) {
        return state.running()
                ? with.calls()
                        .info()
                        .compose(engine -> Remembered.against(engine).map(Future::succeededFuture).orElseGet(go))
                : go.get();
    }

    private Future<Outcome> measure(Job job, String container, JsonLog log) {
        long least = Optional.ofNullable(job.parameters().get(ABOVE)).flatMap(Bytes::parse).orElse(USUAL);
        return with.guard()
                .call(container, DEADLINE, log::look)
                .compose(seen -> seen.bytes() < least
                        ? refused(ErrorClass.BAD_REQUEST, "not called: its log has " + Bytes.text(seen.bytes())
                                + ", and less than " + Bytes.text(least) + " is left alone")
                        : last(new Found(job.act(), container, log, seen, least)),
                        unseen -> refused(ErrorClass.BAD_REQUEST, "not called: " + JsonLog.defect(unseen)));
    }

    /** A log that is to be emptied. */
    private record Found(String act, String container, JsonLog log, JsonLog.Seen seen, long least) {}

    /** What was said last is what is asked for first, afterwards: what cannot be kept is not emptied. */
    private Future<Outcome> last(Found found) {
        if (!with.heard().keeps()) {
            return keep(found, List.of());
        }
        return with.calls().lastLogLines(found.container(), Heard.LINES).compose(result -> switch (result) {
            case CallResult.Done<List<String>>(List<String> lines) when !lines.isEmpty() -> keep(found, lines);
            case CallResult.Done<List<String>>(List<String> none) -> refused(ErrorClass.BAD_REQUEST,
                    "not begun: the engine reads no line of it, and the last are to be kept");
            case CallResult.Refused<List<String>>(ErrorClass error, int status, String message) ->
                refused(error, "not begun: its last lines cannot be read: " + message);
            case CallResult.Unknown<List<String>>(String why) ->
                refused(ErrorClass.UNREACHABLE, "not begun: its last lines cannot be read: " + why);
        });
    }

    private Future<Outcome> keep(Found found, List<String> last) {
        Map<String, String> notes = Map.of(BYTES, Long.toString(found.seen().bytes()), HEAD, found.seen().head());
        return with.heard()
                .keep(found.act(), last, notes)
                .compose(written -> empty(found, !last.isEmpty()),
                        unwritten -> refused(ErrorClass.SERVER_ERROR,
                                "not begun: it could not be written down before"));
    }

    private Future<Outcome> empty(Found found, boolean kept) {
        return with.guard().call(found.container(), DEADLINE, () -> {
            found.log().empty(found.seen(), found.least());
            return true;
        })
                .transform(emptied -> emptied.succeeded()
                        ? Future.succeededFuture(done(found.seen().bytes(), kept))
                        : emptied.cause() instanceof StuckException stuck
                                ? Future.succeededFuture(new Outcome.Unknown("its disk hangs: " + stuck.getMessage()))
                                : refused(ErrorClass.BAD_REQUEST, "not done: " + JsonLog.defect(emptied.cause())));
    }

    private static Outcome done(long bytes, boolean kept) {
        return new Outcome.Done(
                "its json log had " + Bytes.text(bytes) + " and was emptied" + (kept
                        ? ""
                        : ", without its last lines being kept (evidence.logs is false)")
                        + "; so that it stays small, give it a limit (max-size, max-file) and create it anew");
    }

    @Override
    public Duration settlesWithin(Job job) {
        return SETTLES;
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return with.steps().notes(act.id()).compose(notes -> {
            long before = Optional.ofNullable(notes.get(BYTES)).map(Long::parseLong).orElse(-1L);
            Optional<JsonLog> log = JsonLog.of(notes.getOrDefault(PATH, "/"), act.container());
            if (before < 0 || log.isEmpty()) {
                return refused(ErrorClass.SERVER_ERROR, "not begun: it was cut off before");
            }
            return with.guard()
                    .call(act.container(), DEADLINE, log.get()::look)
                    .map(now -> now.bytes() < before || !now.head().equals(notes.getOrDefault(HEAD, now.head()))
                            ? done(before, notes.containsKey(ActRecord.OUTPUT))
                            : new Outcome.Refused(ErrorClass.SERVER_ERROR, "not done: it was cut off before"));
        }).otherwise(unseen -> new Outcome.Unknown("it was cut off, and " + JsonLog.defect(unseen)));
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }
}

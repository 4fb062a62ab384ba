package io.dockmedic.remediation.action.http;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.allowed.ByName;
import io.dockmedic.remediation.action.once.Once;
import io.dockmedic.remediation.diagnose.FirstError;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a call over HTTP, once, of those that the owner allows by name. What it did cannot be seen afterwards: where its answer was not
 * seen the outcome is unknown, and a person is told. What of it may be a secret is in no outcome and shown to nobody.
 */
public final class HttpAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "http";

    /** The parameter that says which. */
    public static final String CALL = ByName.NAME;
    /** Where the owner allows them. */
    private static final String SETTING = "http_calls";
    /** The parameters under which who approves it is shown what the name stands for. */
    private static final String CALLS = "calls";
    private static final String FINGERPRINT = "fingerprint";
    /** The notes that say how it was answered, and whether that was what was wanted. */
    private static final String STATUS = "status";
    private static final String EXPECTED = "expected";
    /** The notes that say why it was not. */
    private static final String NOT_SENT = "not_sent";
    private static final String LOST = "lost";
    private static final int NOT_MODIFIED = 304;
    /** Of a gateway that has passed the call on, and seen no answer, or none that is one. */
    private static final Set<Integer> GATEWAYS = Set.of(502, 504);
    /** So much of an answer is kept, from its beginning: no more than is kept of what a command writes. */
    private static final int LINES = 20;
    private static final int MOST = 4000;
    /** To which what is kept of a line is cut. */
    private static final int LINE = 501;
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Makes a call over HTTP, once, of those that the configuration allows by name.",
            ActionClass.DESTRUCTIVE,
            Aim.TEND,
            Map.of(CALL, "the call's name in http_calls of the configuration"),
            List.of("GET /containers/{id}/json"),
            "the call over HTTP would have been made",
            "whatever undoes the call")
            .example("{action: http, with: {name: purge-cache}, verify: {healthy: 10s, within: 2m}}")
            .rights("to reach the address of the call");

    private final Outside with;
    private final ByName<HttpCall> allowed;
    private final Once once;
    private final Caller caller;

    public HttpAction(Outside with) {
        this.with = with;
        this.allowed = new ByName<>(SETTING, with.allowed(), with.calls(),
                call -> Map.of(CALLS, call.shown(), FINGERPRINT, call.fingerprint()));
        this.once = new Once(with.steps());
        this.caller = new Caller(with.vertx(), with.clock());
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return ByName.problem(NAME, SETTING, "purge-cache", parameters);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Map<String, String> shown(Map<String, String> parameters) {
        return allowed.shown(parameters);
    }

    /** Known before a person is asked. */
    @Override
    public Optional<String> against(Map<String, String> parameters) {
        return allowed.against(parameters);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return allowed.perform(job, cleared, (call, state) -> begin(job.act(), call, state));
    }

    private Future<Outcome> begin(String act, HttpCall named, ContainerState state) {
        HttpCall call = named.of(state.name(), state.id()).orElse(null);
        if (call == null) {
            return refused(ErrorClass.BAD_REQUEST, "not called: its name may not stand in a call");
        }
        return once.begins(act, call.name())
                .compose(written -> caller.call(call, act).compose(came -> over(act, named, came)),
                        unwritten -> Future.succeededFuture(Once.UNWRITTEN));
    }

    private Future<Outcome> over(String act, HttpCall call, Came came) {
        return switch (came) {
            case Came.NotSent(String why) -> noted(act, NOT_SENT, why, notSent(why));
            case Came.Lost(String why) -> noted(act, LOST, why, lost(why));
            case Came.Answered(int status, List<String> lines) ->
                answered(act, status, call.expects(status),
                        first(lines.stream().limit(LINES).map(Hiding.of(call)::in).toList()));
        };
    }

    private Future<Outcome> noted(String act, String note, String why, Outcome outcome) {
        return with.steps().note(act, Map.of(note, why)).transform(either -> Future.succeededFuture(outcome));
    }

    private static Outcome notSent(String why) {
        return new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: " + why);
    }

    private static Outcome lost(String why) {
        return new Outcome.Unknown("it was sent, and its answer was not seen: " + why);
    }

    /** How it was answered first: what the answer says can be done without. */
    private Future<Outcome> answered(String act, int status, boolean expected, List<String> lines) {
        return with.steps()
                .note(act, Map.of(STATUS, Integer.toString(status), EXPECTED, Boolean.toString(expected)))
                .transform(either -> with.heard().keep(act, lines))
                .map(kept -> outcome(status, expected, kept));
    }

    private static List<String> first(List<String> lines) {
        List<String> first = new ArrayList<>();
        int size = 0;
        for (String line : lines) {
            size += Math.min(line.length(), LINE);
            if (size > MOST) {
                break;
            }
            first.add(line);
        }
        return first;
    }

    static Outcome outcome(int status, boolean expected, List<String> lines) {
        String words = "status " + status;
        if (expected) {
            return new Outcome.Done(words);
        }
        if (GATEWAYS.contains(status)) {
            return new Outcome.Unknown("it was sent, and a gateway saw no answer: " + words);
        }
        if (status >= 300 && status < 400 && status != NOT_MODIFIED) {
            return new Outcome.Failed(words + ", and no redirect is followed: set the address that it leads to");
        }
        Optional<String> error = FirstError.in(lines).or(() -> lines.stream().findFirst());
        return new Outcome.Failed(words + error.map(line -> ": " + line).orElse(""));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return Future.succeededFuture(ABOUT.dryRun() + ": "
                + allowed.of(job.parameters()).map(HttpCall::shown).orElse("but there is none of that name"));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return allowed.timeout(job.parameters()).plus(MARGIN);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return once.settle(act, HttpAction::ended);
    }

    private static Optional<Outcome> ended(Map<String, String> notes) {
        if (notes.containsKey(STATUS)) {
            return Optional.of(outcome(Integer.parseInt(notes.get(STATUS)),
                    Boolean.parseBoolean(notes.getOrDefault(EXPECTED, "")), List.of()));
        }
        if (notes.containsKey(NOT_SENT)) {
            return Optional.of(notSent(notes.getOrDefault(NOT_SENT, "")));
        }
        return notes.containsKey(LOST) ? Optional.of(lost(notes.getOrDefault(LOST, ""))) : Optional.empty();
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }
}

package io.dockmedic.remediation.action.loop;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Reversible;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.OneCallAction;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the restart policy away from a container that the engine starts again and again: a loop is not ended by a
 * restart, and a stop would keep it down for good. What waits for its next start is started once more, and stays down
 * after that. Put back when the container has run for {@link #CURED}, unless somebody has set another policy meanwhile.
 */
public final class EndLoopAction extends OneCallAction implements Reversible {
    /** As rules write it. */
    public static final String NAME = "end-loop";
    /** A run that lasts so long is no loop. */
    public static final Duration CURED = Duration.ofMinutes(10);

    private static final String UPDATE = "update";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final RestartPolicy NONE = new RestartPolicy("no", 0);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Takes the restart policy away, so that the engine starts the container no more; put back by itself when the"
                    + " container has run for 10 minutes.",
            ActionClass.CAREFUL,
            Aim.TAKE_DOWN,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/update"),
            "the restart policy would have been set to no",
            "docker update --restart=POLICY NAME, with the policy that the outcome names")
            .example("{action: end-loop, verify: {stopped: 5s, within: 2m}}");

    private final ChangeCalls changes;

    public EndLoopAction(ChangeCalls changes, OneCall one) {
        super(ABOUT, one);
        this.changes = changes;
    }

    @Override
    protected Intended intends(Job job, ContainerState state) {
        return new Intended(UPDATE, Map.of(FROM, text(state.restartPolicy()), TO, text(NONE)), true, false);
    }

    @Override
    protected Optional<Outcome.Refused> refuses(Job job, ContainerState state) {
        return state.restartPolicy().name().equals(NONE.name())
                ? Optional.of(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                        "it has no restart policy: whatever starts it again is not the engine"))
                : Optional.empty();
    }

    @Override
    protected Asked asked(Job job, ContainerState state) {
        return Asked.of(UPDATE, () -> changes.restartPolicy(state.id(), NONE),
                "the engine starts it no more; its restart policy was " + text(state.restartPolicy()) + ": "
                        + command(text(state.restartPolicy()), state.name()),
                "it has none already")
                .ofAnyRun()
                .onlyIf(again -> again.restartPolicy().equals(state.restartPolicy()));
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        String policy = text(now.restartPolicy());
        return policy.equals(act.notes().get(TO)) ? Optional.of("its restart policy is " + policy) : Optional.empty();
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return true;
    }

    @Override
    public Back back(ActRecord act, ContainerState now, Instant wall) {
        String policy = text(now.restartPolicy());
        if (!policy.equals(text(NONE))) {
            return new Back.Moot("its restart policy is " + policy);
        }
        Instant started = now.startedAt();
        if (!now.running() || now.paused() || started == null) {
            return new Back.Later(CURED);
        }
        Duration left = Duration.between(wall, started.plus(CURED));
        return left.isPositive() ? new Back.Later(left.compareTo(CURED) > 0 ? CURED : left) : new Back.Due();
    }

    @Override
    public Map<String, String> backNotes(ActRecord act) {
        return Map.of(FROM, act.notes().getOrDefault(TO, ""), TO, act.notes().getOrDefault(FROM, ""));
    }

    @Override
    public Future<CallResult<Void>> putBack(ActRecord act) {
        return changes.restartPolicy(act.container(), policy(act.notes().getOrDefault(FROM, text(NONE))));
    }

    @Override
    public String byHand(ActRecord act, ContainerState now) {
        return command(act.notes().getOrDefault(FROM, ""), now.name());
    }

    private static String command(String policy, String name) {
        return "docker update --restart=" + policy + " " + name;
    }

    private static String text(RestartPolicy policy) {
        return policy.name() + (policy.maximumRetry() > 0 ? ":" + policy.maximumRetry() : "");
    }

    private static RestartPolicy policy(String text) {
        String[] parts = text.split(":", 2);
        return new RestartPolicy(parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    }
}

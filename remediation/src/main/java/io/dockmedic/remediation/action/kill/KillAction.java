package io.dockmedic.remediation.action.kill;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Signal;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the container's main process a signal, once. Whether one that does not ask to die has arrived cannot be seen
 * afterwards: when its call is not answered, its outcome is unknown, and a person is told.
 */
public final class KillAction implements Action {
    /** As rules write it. */
    public static final String NAME = "kill";

    private static final String SIGNAL = "signal";
    private static final String USUAL = "KILL";
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Sends the container's main process a signal.",
            ActionClass.DESTRUCTIVE,
            Aim.TAKE_DOWN,
            Map.of(SIGNAL, "its name, HUP or SIGHUP; KILL when left out"),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/kill"),
            "the container would have been sent the signal",
            "docker start NAME, where it ended");

    private final ChangeCalls changes;
    private final OneCall one;

    public KillAction(ChangeCalls changes, OneCall one) {
        this.changes = changes;
        this.one = one;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        String word = word(job);
        return new Intended(word, Map.of(SIGNAL, signal(job)), false, word.equals(NAME));
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        String signal = signal(job);
        if (Signal.number(signal) == Signal.UNTRUSTED) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.BAD_REQUEST, "there is no signal " + signal));
        }
        String id = state == null ? "" : state.id();
        // The call does not wait for the death; one that is ours may come as late as for a stop.
        Duration shows = state == null || word(job).equals(SIGNAL) ? Duration.ZERO : state.stopTimeout();
        return one.perform(job, new Asked(word(job), () -> changes.kill(id, signal),
                Signal.name(Signal.number(signal)) + " sent", "it does not run any more", shows, false), cleared);
    }

    @Override
    public Duration settlesWithin(Job job) {
        return MARGIN;
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return act.call().equals(NAME) && !now.running()
                ? Optional.of("it does not run: " + now.status())
                : Optional.empty();
    }

    @Override
    public void settled(String act, String containerId) {
        one.over(act, containerId, NAME);
    }

    private static String signal(Job job) {
        return job.parameters().getOrDefault(SIGNAL, USUAL);
    }

    private static String word(Job job) {
        ContainerState state = job.state();
        int stop = state == null ? Signal.UNTRUSTED : Signal.number(state.stopSignal());
        return IntentJudge.asksToDie(Signal.number(signal(job)), stop) ? NAME : SIGNAL;
    }
}

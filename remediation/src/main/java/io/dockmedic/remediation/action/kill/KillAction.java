package io.dockmedic.remediation.action.kill;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Signal;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.OneCallAction;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the container's main process a signal, once. Whether one that does not ask to die has arrived cannot be seen
 * afterwards: when its call is not answered, its outcome is unknown, and a person is told.
 */
public final class KillAction extends OneCallAction {
    /** As rules write it. */
    public static final String NAME = "kill";

    private static final String SIGNAL = "signal";
    private static final String USUAL = "KILL";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Sends the container's main process a signal.",
            ActionClass.DESTRUCTIVE,
            Aim.TAKE_DOWN,
            Map.of(SIGNAL, "its name, HUP or SIGHUP; KILL when left out"),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/kill"),
            "the container would have been sent the signal",
            "docker start NAME, where it ended")
            .example("{action: kill, with: {signal: HUP}, verify: {healthy: 10s, within: 2m}}");

    private final ChangeCalls changes;

    public KillAction(ChangeCalls changes, OneCall one) {
        super(ABOUT, one);
        this.changes = changes;
    }

    @Override
    protected Intended intends(Job job, ContainerState state) {
        String word = word(job, state);
        return new Intended(word, Map.of(SIGNAL, signal(job)), false, word.equals(NAME));
    }

    @Override
    protected Optional<Outcome.Refused> refuses(Job job, ContainerState state) {
        return Signal.number(signal(job)) == Signal.UNTRUSTED
                ? Optional.of(new Outcome.Refused(ErrorClass.BAD_REQUEST, "there is no signal " + signal(job)))
                : Optional.empty();
    }

    /** The call does not wait for the death; one that is ours may come as late as for a stop. */
    @Override
    protected Asked asked(Job job, ContainerState state) {
        String signal = signal(job);
        String word = word(job, state);
        return new Asked(word, () -> changes.kill(state.id(), signal), Signal.name(Signal.number(signal)) + " sent",
                "it does not run any more", word.equals(NAME) ? state.stopTimeout() : Duration.ZERO, false);
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return act.call().equals(NAME) && !now.running()
                ? Optional.of("it does not run: " + now.status())
                : Optional.empty();
    }

    private static String signal(Job job) {
        return job.parameters().getOrDefault(SIGNAL, USUAL);
    }

    private static String word(Job job, ContainerState state) {
        int stop = Signal.number(state.stopSignal());
        return IntentJudge.asksToDie(Signal.number(signal(job)), stop) ? NAME : SIGNAL;
    }
}

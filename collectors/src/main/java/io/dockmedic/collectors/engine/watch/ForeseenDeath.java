package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.intent.Death;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Judgement;
import java.util.Optional;

/**
 * A death of which the message alone tells all: what inspect will show, and who wanted it. The engine holds a container's
 * lock for some 8 ms after {@code die}, and answers an inspect only then; until it does, what follows from the death is
 * under way already. The look is made all the same: nothing is done to the container before it has agreed.
 *
 * @param state what inspect will show
 */
record ForeseenDeath(ContainerState state, Judgement judgement) {
    private static final int KILLED = 137;

    /**
     * Empty where only a look can tell: of a container that was not looked at in this run; where its restart policy has a
     * say; where a label hides the exit code; where it was sent a signal; where it may have been killed for want of
     * memory and the engine has not said so yet; where the engine does not say what it was asked for; and of what is told
     * afterwards. Whether it is of our own making is for the caller to ask.
     */
    static Optional<ForeseenDeath> of(EngineMessage message, Tracker tracker, Scene scene) {
        boolean live = !message.replayed() && !message.stamp().isBefore(tracker.run());
        boolean plain = tracker.running() && tracker.kills().isEmpty() && tracker.stopAt() == null
                && tracker.restartPolicy().equals("no") && scene.engine().tellsRequests();
        int exitCode = ExitCode.of(message, tracker);
        if (!live || !plain || exitCode <= 0) {
            return Optional.empty();
        }
        Death death = new Death(message.at(), exitCode, tracker.kills(), tracker.stopSignal(), tracker.stopTimeout(),
                false);
        return tracker.thisRun()
                .filter(state -> exitCode != KILLED || OnDie.saidOutOfMemory(message, tracker)
                        || state.limits().memoryBytes() == 0)
                .flatMap(state -> IntentJudge.judge(death)
                        .filter(judgement -> judgement.intent() == Intent.NOT_ASKED)
                        .map(judgement -> new ForeseenDeath(state.ended(exitCode, tracker.oomFlag()), judgement)));
    }
}

package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.remediation.action.Finding;
import io.dockmedic.remediation.room.Gauge;
import io.dockmedic.remediation.room.Wanted;
import io.dockmedic.remediation.verify.probe.Ask;
import io.dockmedic.remediation.verify.probe.Asks;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One proof. Answers once, unless cancelled; to be used on one context. */
public interface Proof {
    /** The answer where nothing says that the container is healthy, nor ever will. */
    String NO_HEALTH_CHECK = "it has no health check, so nothing shows that it is healthy; "
            + "write verify: {running: 30s, within: 2m} in the rule, or http, tcp or exec";

    /** The answer where what would have shown it is told once, and may have been told while we did not run. */
    String AFTER_RESTART = "unprovable after a restart of Dockmedic: what shows it is told once, and may have been "
            + "told meanwhile";

    /** An event of the service. */
    void event(ContainerEvent event);

    /** The answer is not wanted any more. */
    void cancel();

    /**
     * Begins to prove that {@code container} is as is asked; {@code within} counts from now.
     *
     * @param asks   with what it is asked, where that is to be proven
     * @param answer empty when the proof held, else what broke it, for a person
     */
    static Proof begin(String container, Step.Verify verify, Asks asks, EngineCalls calls, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        Optional<Ask> ask = asks.of(verify.condition());
        return ask.isPresent()
                ? new LookingProof(new ProbeLook(container, verify, ask.get(), calls), verify, clock, timers, answer)
                        .begin()
                : ofState(container, verify, calls, clock, timers, answer);
    }

    private static Proof ofState(String container, Step.Verify verify, EngineCalls calls, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        if (!(verify.condition() instanceof Step.State state)) {
            throw new IllegalArgumentException("nobody looks for " + verify.condition().word());
        }
        return switch (state) {
            case RUNNING, HEALTHY -> new RunProof(container, verify, calls, timers, answer).begin();
            case STOPPED -> new LookingProof(new StillLook(container, verify, still -> !still.running(), calls), verify,
                    clock, timers, answer).begin();
            case PAUSED ->
                new LookingProof(new StillLook(container, verify, ContainerState::paused, calls), verify, clock,
                        timers, answer).begin();
            case FREED -> throw new IllegalArgumentException("no container has room");
            case OVER -> throw new IllegalArgumentException("no container shows it");
            case WELL -> throw new IllegalArgumentException("no container is a GPU");
        };
    }

    /**
     * Begins to prove that {@code container} has enough memory: it runs, and is healthy where that is asked, and nothing in it
     * is killed for want of memory meanwhile. It may come up within that time. {@code within} counts from now.
     *
     * @param answer empty when the proof held, else what broke it, for a person
     */
    static Proof ofEnough(String container, Step.Verify verify, EngineCalls calls, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        return new LookingProof(new EnoughLook(container, verify, calls), verify, clock, timers, answer).begin();
    }

    /**
     * Begins to prove that what an action about the machine is about is well; {@code within} counts from now.
     *
     * @param finding how it is found; empty while it cannot be seen
     * @param answer  empty when the proof held, else what broke it, for a person
     */
    static Proof ofFinding(Supplier<Optional<Finding>> finding, Step.Verify verify, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        return new LookingProof(new FindingLook(finding), verify, clock, timers, answer).begin();
    }

    /**
     * Begins to prove that there is room; {@code within} counts from now.
     *
     * @param answer empty when the proof held, else what broke it, for a person
     */
    static Proof ofRoom(Wanted wanted, Step.Verify verify, Gauge gauge, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        return new LookingProof(new RoomLook(wanted, gauge), verify, clock, timers, answer).begin();
    }

    /**
     * Begins to prove that an incident comes to its end; {@code within} counts from now.
     *
     * @param over   whether it has
     * @param answer empty when the proof held, else what broke it, for a person
     */
    static Proof ofEnd(BooleanSupplier over, Step.Verify verify, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        return new LookingProof(new EndLook(over), verify, clock, timers, answer).begin();
    }

    /**
     * Begins to prove by what is heard from the act's end on; {@code within} counts from now. Of what was heard before our restart as
     * much counts as the journal has; where that is told once, and nothing of it was heard, the answer is {@link #AFTER_RESTART}.
     *
     * @param listening how that is heard
     * @param answer    empty when the proof held, else what broke it, for a person
     */
    static Proof ofSeen(Seen seen, Step.Verify verify, Listening listening, After act, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        return new SeenProof(seen, verify, listening, act, clock, timers, answer).begin();
    }
}

package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.stack.Neighbours;
import io.dockmedic.remediation.decide.Circumstances;
import io.dockmedic.remediation.decide.Decider;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Situation;
import io.dockmedic.remediation.decide.Source;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.decide.Unsaved;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Unquiet;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.guard.CooldownGuard;
import io.dockmedic.remediation.decide.guard.DriverGuard;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.remediation.decide.guard.LoopGuard;
import io.dockmedic.remediation.decide.guard.MaintenanceGuard;
import io.dockmedic.remediation.decide.guard.ServiceBudgetGuard;
import io.dockmedic.remediation.decide.guard.SilencedGuard;
import io.dockmedic.remediation.decide.guard.TakenDownGuard;
import io.dockmedic.remediation.view.Acts;
import io.dockmedic.remediation.view.Services;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands against an act on containers of which the incident is not about, of a stack or on a GPU. Of them those guards are asked that
 * look at the container and its service; all others were asked about the incident. To be used on one context.
 */
final class Siblings implements Neighbours {
    private static final Decider DECIDER = new Decider(Stream.concat(Guards.OF_THE_CONTAINER.stream(),
            Stream.of(new TakenDownGuard(), new SilencedGuard(), new MaintenanceGuard(), new LoopGuard(),
                    new DriverGuard(),
                    new ServiceBudgetGuard(), new CooldownGuard()))
            .toList());

    /** The words of one deployment are no further apart. */
    private static final Duration JUST_NOW = Duration.ofSeconds(30);

    private final ActionDescription action;
    private final Policy policy;
    private final Function<@Nullable Container, Brakes> brakes;
    private final Acts acts;
    private final Function<String, List<TakenDown>> held;
    private final Services services;
    private final BiFunction<String, ContainerState, Future<String>> footing;
    private final Supplier<String> driverMismatch;
    private final Clock clock;

    /**
     * @param action  that is to be done
     * @param brakes  what people, or a storm, have set against acts on a container
     * @param held    acts of ours that took a container down on purpose
     * @param footing why a container of a service must not be started, by what its folders lie on; empty when nothing is known
     *                against it
     * @param driverMismatch as {@link Situation#driverMismatch}
     */
    Siblings(ActionDescription action, Policy policy, Function<@Nullable Container, Brakes> brakes, Acts acts,
            Function<String, List<TakenDown>> held, Services services,
            BiFunction<String, ContainerState, Future<String>> footing, Supplier<String> driverMismatch, Clock clock) {
        this.action = action;
        this.policy = policy;
        this.brakes = brakes;
        this.acts = acts;
        this.held = held;
        this.services = services;
        this.footing = footing;
        this.driverMismatch = driverMismatch;
        this.clock = clock;
    }

    @Override
    public Optional<String> against(Incident incident, Container container, ContainerState state) {
        String service = container.service().key();
        Instant now = clock.now();
        Brakes its = brakes.apply(container);
        Optional<String> holdUp = holdUp(its, brakes.apply(incident.target()));
        if (holdUp.isPresent()) {
            return holdUp;
        }
        Circumstances circumstances = services.circumstances(service, now, "", "", held.apply(container.id()));
        Verdict verdict = DECIDER.judge(new Proposal(now, action, true, incident, container, state,
                policy, new Situation(false, true, now, driverMismatch.get()), circumstances,
                acts.spent(service, incident.rule(), action.name()),
                its, false, List.of(), Source.NONE, clock.shown(now), "", "", Unsaved.NOTHING, Unquiet.NOTHING));
        return verdict instanceof Verdict.Act ? consentEndsBefore(container) : Optional.of(verdict.detail());
    }

    /** What holds up all of them alike is for the guards to judge; a dry-run asks in the middle of it. */
    private static Optional<String> holdUp(Brakes its, Brakes asking) {
        return Stream.<Function<Brakes, @Nullable Hold>>of(Brakes::paused, Brakes::dryRun, Brakes::storm)
                .filter(kind -> kind.apply(asking) == null)
                .flatMap(kind -> Optional.ofNullable(kind.apply(its)).stream())
                .map(Hold::why)
                .findFirst();
    }

    @Override
    public Optional<String> consentEndsBefore(Container container) {
        boolean full = policy.heal() == HealMode.ALL
                || "true".equalsIgnoreCase(container.labels().getOrDefault("dockmedic.heal", "").strip());
        return full
                ? Optional.empty()
                : Optional.of("the container has no label dockmedic.heal=true, and autoheal=true consents to a restart"
                        + " of its own");
    }

    @Override
    public Future<String> footing(Container container, ContainerState state) {
        return footing.apply(container.service().key(), state);
    }

    @Override
    public Ended ended(Container container, ContainerState state) {
        Ending ending = services.circumstances(container.service().key(), Instant.MAX, "", "", List.of()).ending();
        boolean known = ending != null && ending.container().equals(container.id())
                && ending.run().equals(Objects.toString(state.startedAt(), ""));
        if (!known || ending == null) {
            return Ended.UNKNOWN;
        }
        return ending.intent() == Intent.NOT_ASKED
                ? Ended.BY_ITSELF
                : ending.intent() == Intent.ASKED ? Ended.ASKED : Ended.UNKNOWN;
    }

    @Override
    public Optional<String> touchedJustNow(Container container) {
        Touches touches = services.touches(container.service().key(), clock.now().minus(JUST_NOW));
        return touches.takeover()
                .or(() -> touches.restarts().stream().max(Comparator.comparing(Touch::at)))
                .map(touch -> "somebody did " + touch.action() + " on " + container.name());
    }
}

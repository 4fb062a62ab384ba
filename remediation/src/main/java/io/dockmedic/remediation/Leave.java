package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether what was decided on before may still be done, asked right before each part of it. For remediation's context. */
final class Leave {
    private final Policy policy;
    private final BooleanSupplier observer;
    private final Supplier<Future<Void>> look;
    private final Function<@Nullable Container, Brakes> brakes;
    private final Supplier<Collection<Container>> containers;
    private final Predicate<String> spared;
    private final Supplier<@Nullable Instant> engineSince;
    private final Clock clock;

    /**
     * @param observer    whether another instance acts on this engine
     * @param look        looks for a pause by file; never fails
     * @param brakes      what holds up acts on a container now; without one, on the whole host
     * @param containers  every container there is
     * @param spared      whether the act of that id is for an incident of which the cause is known: a storm does not hold it up, whatever it
     *                    comes to
     * @param engineSince since when the engine is in sight; null while it is not
     */
    Leave(Policy policy, BooleanSupplier observer, Supplier<Future<Void>> look,
            Function<@Nullable Container, Brakes> brakes, Supplier<Collection<Container>> containers,
            Predicate<String> spared, Supplier<@Nullable Instant> engineSince, Clock clock) {
        this.policy = policy;
        this.observer = observer;
        this.look = look;
        this.brakes = brakes;
        this.containers = containers;
        this.spared = spared;
        this.engineSince = engineSince;
        this.clock = clock;
    }

    /** Whether what was begun on the host may go on; looks for a pause by file too. */
    Future<Boolean> onHost() {
        return look.get().map(looked -> !nothingIsChanged() && brakes.apply(null).equals(Brakes.NONE));
    }

    /**
     * Whether what was begun on a container may go on; looks for a pause by file too.
     *
     * @param act the id of what was begun
     */
    Future<Boolean> on(String act, String container) {
        return look.get().map(looked -> !nothingIsChanged() && goingOn(act, container).equals(Brakes.NONE));
    }

    /**
     * The same of an action that is neither switched on nor asked about any more, as the configuration may have changed since
     * it was begun: that may not go on.
     */
    Future<Boolean> on(String act, String container, ActionDescription action) {
        boolean permitted = policy.permits().asks(action)
                || policy.permits().allow(action, find(container), clock.shown(clock.now()));
        return on(act, container).map(may -> may && permitted);
    }

    /** By the configuration, which may have been another one when it was begun. */
    private boolean nothingIsChanged() {
        return observer.getAsBoolean() || policy.dryRun() || policy.heal() == HealMode.NONE;
    }

    /** What stands against putting back what an act of ours changed on a container; empty when nothing does. */
    String againstReturning(ActRecord act) {
        Instant seen = engineSince.get();
        if (seen == null || clock.now().isBefore(seen.plus(policy.settle()))) {
            return "the engine has not been in sight for long enough";
        }
        if (nothingIsChanged()) {
            return "nothing is changed";
        }
        return brakes(act.container()).equals(Brakes.NONE) ? "" : "acts are held up";
    }

    /**
     * Whether people may be told what is put off: where nothing is to be heard of a service, or of all, nothing is; so it is in a
     * maintenance window too.
     */
    boolean toTell(ActRecord putOff) {
        Brakes brakes = brakes(putOff.container());
        return !(observer.getAsBoolean() || policy.dryRun() || brakes.dryRun() != null || brakes.silenced() != null
                || brakes.maintenance() != null);
    }

    /** Whether other programs may be told by files: a pause does not change that, a dry-run of everything does. */
    boolean toMark() {
        return !(observer.getAsBoolean() || policy.dryRun() || brakes.apply(null).dryRun() != null);
    }

    /** As it was decided: a storm holds up nothing whose cause is known. */
    private Brakes goingOn(String act, String container) {
        Container found = find(container);
        Brakes now = brakes.apply(found);
        return now.storm() != null && spared.test(act)
                ? new Brakes(null, now.paused(), now.dryRun(), now.silenced(), now.maintenance())
                : now;
    }

    private Brakes brakes(String container) {
        return brakes.apply(find(container));
    }

    private @Nullable Container find(String container) {
        return containers.get().stream().filter(one -> one.id().equals(container)).findFirst().orElse(null);
    }
}

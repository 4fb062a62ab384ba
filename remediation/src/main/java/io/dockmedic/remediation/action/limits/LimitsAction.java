package io.dockmedic.remediation.action.limits;

import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.StatsCalls;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ExternalEvent;
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
import java.util.Set;

/**
 * Raises the memory limit of a container, of one that runs without a break; one that is down and that the engine does not
 * start itself is started with it. The act is to set the limit to a value that is written down before, so that to do it
 * again does nothing. Put back when the container has not needed it for a while, unless somebody has set another limit.
 */
public final class LimitsAction extends OneCallAction implements Reversible {
    /** As rules write it. */
    public static final String NAME = "limits";

    private static final String UPDATE = "update";
    /** An update and then a start, as the ledger knows it. */
    private static final String RAISE = "raise";
    /** Policies by which the engine starts whatever ends by itself. */
    private static final Set<String> EVER = Set.of("always", "unless-stopped");
    /** Somebody may update it meanwhile, which tells us too; but to look costs little. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Raises the memory limit, within a ceiling and half of what the host has left, and starts the container if it"
                    + " is down; put back by itself when it was not needed for a day.",
            ActionClass.CAREFUL,
            Aim.GIVE_MORE,
            LimitsSettings.MEANINGS,
            List.of("GET /containers/{id}/json", "GET /containers/{id}/stats", "POST /containers/{id}/update",
                    "POST /containers/{id}/start"),
            "the memory limit would have been raised",
            "docker update --memory=LIMIT --memory-swap=LIMIT NAME, with what the outcome names")
            .formed(LimitsSettings.FORMS)
            .example(
                    "{action: limits, with: {memory: +256MiB, ceiling: 2x, calm: 12h}, verify: {running: 30s, within: 90s}}");

    /**
     * With what it works.
     *
     * @param stats  for the last look before a limit is put back
     * @param groups of services, which may have a ceiling of their own
     */
    public record Means(EngineCalls calls, ChangeCalls changes, StatsCalls stats, MemoryReadings readings,
            Groups groups, Clock clock, Timers timers) {}

    private final Means with;
    private final Raised raised = new Raised();
    private final Calm calm;

    public LimitsAction(Means with, OneCall one) {
        super(ABOUT, one);
        this.with = with;
        this.calm = new Calm(with.readings(), with.clock(), with.timers());
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return LimitsSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public void remember(ActRecord act) {
        raised.note(act);
    }

    private Plan plan(Job job, ContainerState state) {
        LimitsSettings asked = LimitsSettings.of(job.parameters());
        return Plan.of(with.groups().of(job.container()).map(asked::within).orElse(asked), Limit.of(state),
                raised.first(state), raised.untried(state));
    }

    /** Of what the engine starts itself, or what lives on, only the limit is set. */
    private static boolean starts(Job job, ContainerState state) {
        return !state.running() && !EVER.contains(state.restartPolicy().name())
                && switch (job.incident().latest()) {
                    case Died died -> !died.engineRestarts();
                    case ExternalEvent told -> true;
                    default -> false;
                };
    }

    @Override
    protected Intended intends(Job job, ContainerState state) {
        return switch (plan(job, state)) {
            case Plan.Set(Limit now, Change change) -> {
                raised.note(state.id(), change, state.startedAt());
                yield new Intended(starts(job, state) ? RAISE : UPDATE, change.notes(), true, false);
            }
            case Plan.Stay stay -> Intended.of(UPDATE);
        };
    }

    @Override
    protected Optional<Outcome.Refused> refuses(Job job, ContainerState state) {
        return plan(job, state) instanceof Plan.Stay(String why)
                ? Optional.of(new Outcome.Refused(ErrorClass.BAD_REQUEST, why))
                : Optional.empty();
    }

    /** What the host has left, with as much as the container may have already counted as used. */
    @Override
    protected Future<Optional<Outcome.Refused>> looks(Job job, ContainerState state) {
        return plan(job, state) instanceof Plan.Set(Limit now, Change change)
                ? Host.against(state, change.to().bytes() - now.bytes(), with.readings())
                        .map(against -> against.map(why -> {
                            // A limit that somebody sets to as much is theirs.
                            if (!now.equals(change.to())) {
                                raised.forget(state.id(), change.to());
                            }
                            return new Outcome.Refused(ErrorClass.BAD_REQUEST, why);
                        }))
                : Future.succeededFuture(Optional.empty());
    }

    @Override
    protected Asked asked(Job job, ContainerState state) {
        if (!(plan(job, state) instanceof Plan.Set(Limit now, Change change))) {
            throw new IllegalStateException("refused before");
        }
        boolean starts = starts(job, state);
        String done = (now.equals(change.to())
                ? "its memory limit was raised to " + now.words() + " before"
                : "memory limit raised from " + now.words() + " to " + change.to().words())
                + (starts ? ", and started" : "") + ". To keep it, write " + change.to().compose(change.first())
                + " in Compose; put back by hand with " + change.first().command(state.name());
        return Asked.of(starts ? RAISE : UPDATE, () -> set(state.id(), change.to(), starts), done, "it is so already")
                .ofAnyRun()
                .onlyIf(again -> Limit.of(again).equals(now));
    }

    /** Whether it could be started, the proof shows: the limit is set either way. */
    private Future<CallResult<Void>> set(String id, Limit to, boolean starts) {
        return with.changes()
                .memory(id, to.bytes(), to.withSwap())
                .compose(set -> starts && set instanceof CallResult.Done
                        ? with.calls().start(id).map(started -> set)
                        : Future.succeededFuture(set));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return job.container() == null
                ? Future.succeededFuture("nothing: the incident is about no container")
                : with.calls().inspect(job.container().id()).compose(look -> switch (look) {
                    case CallResult.Done<ContainerState>(ContainerState state) -> wouldDo(job, state);
                    case CallResult.Refused<ContainerState> no -> Future.succeededFuture("nothing: " + no.message());
                    case CallResult.Unknown<ContainerState>(String why) -> Future.succeededFuture("nothing: " + why);
                });
    }

    private Future<String> wouldDo(Job job, ContainerState state) {
        return switch (plan(job, state)) {
            case Plan.Stay(String why) -> Future.succeededFuture("nothing: " + why);
            case Plan.Set(Limit now, Change change) -> looks(job, state).map(refused -> refused
                    .map(no -> "nothing: " + no.message())
                    .orElse(ABOUT.dryRun() + " from " + now.words() + " to " + change.to().words()
                            + (starts(job, state) ? ", and the container started" : "")));
        };
    }

    @Override
    public Duration settlesWithin(Job job) {
        return MARGIN.multipliedBy(2);
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return Long.toString(now.limits().memoryBytes()).equals(act.notes().get(Change.TO))
                ? Optional.of("its memory limit is " + Limit.of(now).words())
                : Optional.empty();
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return true;
    }

    @Override
    public Back back(ActRecord act, ContainerState now, Instant wall) {
        Change change = Change.of(act).orElse(null);
        if (change == null || now.limits().memoryBytes() != change.to().bytes()) {
            return new Back.Moot("its memory limit is " + Limit.of(now).words());
        }
        Duration left = calm.left(act.id(), now.id(), change.calmBelow(), change.calm());
        if (!left.isPositive()) {
            return new Back.Due();
        }
        return new Back.Later(left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left);
    }

    /** Below what it uses the kernel of cgroup v1 refuses a limit, and that of v2 kills. */
    @Override
    public Future<Optional<String>> againstPuttingBack(ActRecord act, ContainerState now) {
        return with.stats()
                .stats(now)
                .map(look -> Change.of(act).flatMap(change -> Usage.against(look, change.calmBelow())));
    }

    @Override
    public Map<String, String> backNotes(ActRecord act) {
        return Change.of(act).map(Change::backNotes).orElse(Map.of());
    }

    @Override
    public Future<CallResult<Void>> putBack(ActRecord act) {
        Limit first = Change.of(act).orElseThrow().first();
        return with.changes().memory(act.container(), first.bytes(), first.withSwap());
    }

    @Override
    public String byHand(ActRecord act, ContainerState now) {
        return Change.of(act)
                .map(change -> change.first().command(now.name()) + "; or to keep it, "
                        + change.to().compose(change.first()) + " in Compose")
                .orElse("");
    }
}

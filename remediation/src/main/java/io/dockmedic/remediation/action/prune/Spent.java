package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.Leftover;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a container is left over and nobody's service: it ended by itself and well, long ago by when it <em>finished</em>,
 * nothing starts it again, nobody works in it, and nothing is lost with it but its own layer. What stands against it is said for a person. Pure.
 *
 * @param age   how long ago it has to have ended
 * @param whose why it stays for whose it is, or by what its labels say; empty for what may go
 */
record Spent(Duration age, Function<Container, Optional<String>> whose) {
    private static final Set<String> OVER = Set.of("exited", "dead");
    /** Recreate's copies, with the way back. */
    private static final String OURS = ".dockmedic-";

    /**
     * By what is known without asking the engine.
     *
     * @param wall by which the engine says when it ended
     * @param own  our own time, by which we saw it end
     */
    Optional<String> against(Sighting sighting, Instant wall, Instant own) {
        ContainerState state = sighting.state();
        return run(state.status(), state.finishedAt(), wall)
                .or(() -> seen(sighting.endedAt(), own))
                .or(() -> end(sighting.end()))
                .or(() -> failed(state.exitCode(), state.error()))
                .or(() -> kept(state.restartPolicy().name(), state.autoRemove(), sighting.container().name()))
                .or(() -> compose(sighting.container()))
                .or(() -> whose.apply(sighting.container()));
    }

    /**
     * By how the engine shows it now.
     *
     * @param all how all containers are set up, this one too
     */
    Optional<String> against(Leftover now, List<Leftover> all, Instant wall) {
        return run(now.status(), now.finishedAt(), wall)
                .or(() -> kept(now.policy(), now.autoRemove(), now.name()))
                .or(() -> now.interactive()
                        ? Optional.of("it is one that somebody works in (-i or -t)")
                        : Optional.empty())
                .or(() -> now.nameless().isEmpty()
                        ? Optional.empty()
                        : Optional.of("the volume on " + now.nameless().getFirst()
                                + " has no name: without it nobody would know whose that is"))
                .or(() -> all.stream()
                        .filter(other -> !other.id().equals(now.id()) && other.leansOn(now))
                        .map(other -> other.name() + " shares its network, processes or volumes")
                        .findFirst());
    }

    private Optional<String> run(String status, @Nullable Instant finishedAt, Instant wall) {
        if (!OVER.contains(status)) {
            return Optional.of("it is " + status);
        }
        return finishedAt == null || finishedAt.isAfter(wall.minus(age))
                ? Optional.of("it ended less than " + BuildCache.age(age) + " ago")
                : Optional.empty();
    }

    /** A clock that was set says that much time has passed, or none; our own time cannot be set. */
    private Optional<String> seen(@Nullable Instant endedAt, Instant own) {
        return endedAt != null && endedAt.isAfter(own.minus(age))
                ? Optional.of("it ended less than " + BuildCache.age(age)
                        + " ago by Dockmedic's own time, whatever the clock on the wall says")
                : Optional.empty();
    }

    private static Optional<String> end(@Nullable Judgement end) {
        if (end == null) {
            return Optional.of("it is not known whether somebody stopped it");
        }
        return end.intent() == Intent.NOT_ASKED
                ? Optional.empty()
                : Optional.of("it did not end by itself: " + end.intent().word());
    }

    /** What failed may be somebody's service that nothing has brought back yet, and what it left may tell why. */
    private static Optional<String> failed(int exitCode, String error) {
        if (!error.isBlank()) {
            return Optional.of("it was to be started since, and could not be");
        }
        return exitCode == 0 ? Optional.empty() : Optional.of("it failed: exit code " + exitCode);
    }

    private static Optional<String> kept(String policy, boolean autoRemove, String name) {
        if (!policy.isEmpty() && !policy.equals("no")) {
            return Optional.of("its restart policy says that it is to run");
        }
        if (autoRemove) {
            return Optional.of("the engine removes it by itself");
        }
        return name.contains(OURS) ? Optional.of("it is the way back of an act of ours") : Optional.empty();
    }

    /** What up made is Compose's, also a task that is to run once; what run made is left over. */
    private static Optional<String> compose(Container container) {
        boolean service = !container.labels().getOrDefault("com.docker.compose.project", "").isEmpty()
                && !Service.oneOff(container.labels());
        return service ? Optional.of("it is of a Compose project") : Optional.empty();
    }
}

package io.dockmedic.rules;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Neighbours;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.StartFault;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes events of one container, each at the time given. */
public record Happenings(Container container) {
    private static final Usage CALM = new Usage(Duration.ofSeconds(10), 10, 100, 0, 100 << 20, 1 << 30, 10, 0, 10, 100,
            0, 0, 0, 0,
            0, 0, 0);

    public static Happenings of(String name) {
        return new Happenings(new Container(
                "c0ffee".repeat(10), name, "web:1", Map.of("tier", "front"), Service.of(name, Map.of()), false));
    }

    public Happenings job() {
        return new Happenings(new Container(
                container.id(), container.name(), container.image(), container.labels(), container.service(), true));
    }

    /** By itself, with this code. */
    public Died died(Instant at, int exitCode) {
        return died(at, exitCode, Intent.NOT_ASKED, false);
    }

    public Died died(Instant at, int exitCode, Intent intent, boolean ours) {
        return new Died(
                at, "host", Origin.ENGINE, container, exitCode, false, new Judgement(intent, ours, List.of()), false,
                0, Duration.ofSeconds(90), false, "");
    }

    /** The end of that run, as a live stream tells it, or found afterwards. */
    public Died died(Instant at, String run, boolean gap) {
        return new Died(
                at, "host", gap ? Origin.RECONCILE : Origin.ENGINE, container, 1, false,
                new Judgement(Intent.NOT_ASKED, false, gap ? List.of("by the engine's record") : List.of()), false,
                0, Duration.ofSeconds(90), gap, run);
    }

    /** The engine will start it again. */
    public Died diedInPolicy(Instant at, int exitCode) {
        return diedInPolicy(at, exitCode, Duration.ofSeconds(5));
    }

    public Died diedInPolicy(Instant at, int exitCode, Duration ranFor) {
        return new Died(
                at, "host", Origin.ENGINE, container, exitCode, false,
                new Judgement(Intent.NOT_ASKED, false, List.of()), true, 1, ranFor, false, "");
    }

    public Died oomKilled(Instant at) {
        return new Died(
                at, "host", Origin.ENGINE, container, 137, true,
                new Judgement(Intent.NOT_ASKED, false, List.of()), false, 0, Duration.ofSeconds(90), false, "");
    }

    public ContainerEvent started(Instant at) {
        return new ContainerEvent.Started(at, "host", Origin.ENGINE, container, StartCause.OURS, false);
    }

    /** Somebody made the container. */
    public ContainerEvent made(Instant at) {
        return new ContainerEvent.Touched(at, "host", Origin.ENGINE, container, "create");
    }

    public ContainerEvent startFailed(Instant at, StartFault fault, StartCause by) {
        return new ContainerEvent.StartFailed(
                at, "host", Origin.ENGINE, container, by, fault, "the engine's words", 128);
    }

    public ContainerEvent stopped(Instant at) {
        return new ContainerEvent.Stopped(
                at, "host", Origin.ENGINE, container, new Judgement(Intent.ASKED, false, List.of()));
    }

    public ContainerEvent oom(Instant at) {
        return new ContainerEvent.OutOfMemory(at, "host", Origin.ENGINE, container);
    }

    public ContainerEvent removed(Instant at) {
        return new ContainerEvent.Removed(at, "host", Origin.ENGINE, container);
    }

    public ContainerEvent health(Instant at, String status) {
        return new ContainerEvent.HealthChanged(at, "host", Origin.ENGINE, container, status, 3, "connection refused");
    }

    /** Read after ten seconds, with a tenth of its limits used. */
    public ContainerEvent sampled(Instant at, UnaryOperator<Usage> but) {
        return new ContainerReading.Sampled(at, "host", Origin.DOCKMEDIC, container, but.apply(CALM));
    }

    /** The same beside others. */
    public ContainerEvent crowding(Instant at, Neighbours neighbours) {
        return new ContainerReading.Sampled(at, "host", Origin.DOCKMEDIC, container, CALM, neighbours);
    }
}

package io.dockmedic.remediation;

import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.incident.Measured;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events, incidents and plans to test with. */
public final class Samples {
    public static final String ID = "a".repeat(64);
    public static final Map<String, String> CONSENT = Map.of("dockmedic.heal", "true");
    public static final Step ESCALATE = new Step("escalate", Map.of(), List.of(), null);
    public static final RemedyPlan RESTART_THEN_TELL = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(0, 5, 10, 20),
                    new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(10), Duration.ofSeconds(60))),
            ESCALATE));

    private Samples() {}

    /** What an action says of itself. */
    public static ActionDescription about(String action) {
        return Shipped.catalog().find(action).orElseThrow();
    }

    public static List<Duration> seconds(int... waits) {
        return Arrays.stream(waits).mapToObj(Duration::ofSeconds).toList();
    }

    public static Container container(Map<String, String> labels) {
        return new Container(ID, "web", "web:1", labels, new Service("", "web", ""), false);
    }

    public static ContainerEvent.Died died(Instant at, Map<String, String> labels, Intent intent) {
        return died(at, container(labels), intent, false);
    }

    /** The end of this run. */
    public static ContainerEvent.Died died(Instant at, Map<String, String> labels, Intent intent, String run) {
        return died(at, container(labels), intent, false, run);
    }

    public static ContainerEvent.Died died(Instant at, Container container, Intent intent, boolean engineRestarts) {
        return died(at, container, intent, engineRestarts, "");
    }

    private static ContainerEvent.Died died(
            Instant at, Container container, Intent intent, boolean engineRestarts, String run) {
        return new ContainerEvent.Died(at, "host", Origin.ENGINE, container, 1, false,
                new Judgement(intent, false, List.of("no kill came before it")), engineRestarts, 0,
                Duration.ofSeconds(9), false, run);
    }

    public static ContainerEvent.Died crash(Instant at) {
        return died(at, CONSENT, Intent.NOT_ASKED);
    }

    public static ContainerEvent.HealthChanged health(Instant at, Map<String, String> labels, String status) {
        return new ContainerEvent.HealthChanged(
                at, "host", Origin.ENGINE, container(labels), status, 3, "connection refused");
    }

    public static ContainerEvent.Touched touched(Instant at, String action) {
        return new ContainerEvent.Touched(at, "host", Origin.ENGINE, container(CONSENT), action);
    }

    public static EngineEvent.Connected connected(Instant at) {
        return new EngineEvent.Connected(at, "host", Origin.DOCKMEDIC, "28", "1.51", false);
    }

    public static Incident incident(String id, String rule, Event... evidence) {
        return graded("warning", id, rule, evidence);
    }

    /** The same, as grave as that. */
    public static Incident graded(String severity, String id, String rule, Event... evidence) {
        return new Incident(id, rule, "web", Incident.State.FIRING, evidence[0].at(), evidence[0].at(), null, "",
                Map.of("severity", severity, "route", "owner"), Map.of("summary", "web exited with code 1"),
                List.of(evidence), evidence.length);
    }

    /** The same, with one reading more of its container: 480 MiB of 512 MiB. */
    public static Incident read(Incident before, Instant at) {
        List<Measured> readings = new ArrayList<>(before.readings());
        readings.add(new Measured(at, new Usage(Duration.ofSeconds(10), 97, 0, 0, 480 << 20, 512 << 20, 93, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0)));
        return new Incident(before.id(), before.rule(), before.key(), before.state(), before.activeAt(),
                before.firedAt(), before.resolvedAt(), before.resolvedBy(), before.labels(), before.annotations(),
                before.evidence(), before.count(), readings, before.inhibitedBy());
    }

    /** The same, over. */
    public static Incident resolved(Incident before, Instant at) {
        return new Incident(before.id(), before.rule(), before.key(), Incident.State.RESOLVED, before.activeAt(),
                before.firedAt(), at, "it runs", before.labels(), before.annotations(), before.evidence(),
                before.count(),
                before.readings(), before.inhibitedBy());
    }

    /** The same as one that was due at that time, while Dockmedic did not run. */
    public static Incident missed(Incident before, Instant due) {
        return new Incident(before.id(), before.rule(), before.key(), before.state(), before.activeAt(),
                before.firedAt(), before.resolvedAt(), before.resolvedBy(), before.labels(), before.annotations(),
                before.evidence(), before.count(), before.readings(), before.inhibitedBy(), due);
    }

    /** The same, while another incident stands against acting on it; null: while none does. */
    public static Incident inhibited(Incident before, @Nullable Inhibited by) {
        return new Incident(before.id(), before.rule(), before.key(), before.state(), before.activeAt(),
                before.firedAt(), before.resolvedAt(), before.resolvedBy(), before.labels(), before.annotations(),
                before.evidence(), before.count(), before.readings(), by);
    }
}

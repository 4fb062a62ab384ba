package io.dockmedic.rules.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.event.AuditEvent;
import io.dockmedic.collectors.event.BackupEvent;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.HostEvent;
import io.dockmedic.collectors.event.ImageEvent;
import io.dockmedic.collectors.event.KernelEvent;
import io.dockmedic.collectors.event.Neighbours;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.OwnNetwork;
import io.dockmedic.collectors.event.SharedNetwork;
import io.dockmedic.collectors.event.RulesEvent;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.StartFault;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.collectors.event.Vulnerability;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IncidentJsonTest {
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00.123456789Z");

    private static final Gpu GPU = new Gpu(0, "nvidia", "0000:18:00.0", "GPU-1", "H100");

    private final Happenings web = Happenings.of("web");
    private final IncidentJson json = new IncidentJson(Kinds.standard());

    @Test
    void whatOthersToldBeforeThereWereScopesIsAboutItsContainerOrNone() throws Exception {
        String before = """
                {"kind":"external.alert","at":"2026-11-01T10:00:00Z","host":"h","origin":"EXTERNAL","fingerprint":"f",
                 "alert":"Slow","status":"firing","startsAt":"x","labels":{},"annotations":{},"container":%s,"missing":""}
                """;
        assertThat(((ExternalEvent) json.read(before.formatted("null"), Event.class)).scope()).isEqualTo(Scope.NONE);
        assertThat(((ExternalEvent) json.read(before.formatted("""
                {"id":"a","name":"web","image":"web:1","labels":{},"service":{"project":"","name":"web","number":""},
                 "job":false}"""), Event.class)).scope()).isEqualTo(Scope.CONTAINER);
    }

    @Test
    void readingsOfBeforeThereWereNeighboursKnowOfNone() throws Exception {
        String now = json.write(web.crowding(AT, new Neighbours(95, "db", 60)));
        String before = now.replace(",\"neighbours\":{\"hostCpuPercent\":95,\"waiting\":\"db\",\"waitingPercent\":60}",
                "");
        assertThat(before).isNotEqualTo(now);
        assertThat(json.read(before, Event.class)).isEqualTo(web.sampled(AT, usage -> usage));
    }

    @Test
    void everyEventComesBackAsItWas() throws Exception {
        List<Event> events = List.of(
                web.died(AT, 1), web.started(AT), web.stopped(AT), web.removed(AT), web.health(AT, "healthy"),
                new ContainerEvent.StartFailed(AT, "h", Origin.RECONCILE, web.container(), StartCause.FOUND,
                        StartFault.PORT_ALLOCATED, "port is already allocated", 128),
                new ContainerEvent.OutOfMemory(AT, "h", Origin.ENGINE, web.container()),
                new ContainerEvent.Touched(AT, "h", Origin.RECONCILE, web.container(), "update"),
                web.crowding(AT, new Neighbours(95, "db", 60)),
                new ContainerReading.LogSampled(AT, "h", Origin.DOCKMEDIC, web.container(), 1L << 40, 3, true),
                new HostEvent.DiskSampled(AT, "h", Origin.DOCKMEDIC, "/data", "/dev/sda1", "ext4", "engine log", 9, 1,
                        89, 3, false, true),
                new HostEvent.DiskGone(AT, "h", Origin.DOCKMEDIC, "/data"),
                new KernelEvent.OutOfMemory(AT, "h", Origin.DOCKMEDIC, Victim.in(web.container(), "mysqld", 7), 9, 1),
                new KernelEvent.IoError(AT, "h", Origin.DOCKMEDIC, "sda", "I/O", "read", 1L << 40, 3),
                new KernelEvent.FilesystemError(AT, "h", Origin.DOCKMEDIC, "sda1", "ext4", "/data", "broken", true, 1),
                new KernelEvent.TaskHung(AT, "h", Origin.DOCKMEDIC, Victim.outside("dd", 8), 120, 1),
                new KernelEvent.Quiet(AT, "h", Origin.DOCKMEDIC, "host.io_error", "sda"),
                new ContainerEvent.GpuFault(AT, "h", Origin.DOCKMEDIC, web.container(), GPU, 31, "page fault", "NVRM",
                        7,
                        true, true, 2),
                new ContainerReading.NetworkShared(AT, "h", Origin.DOCKMEDIC, web.container(), "vpn",
                        SharedNetwork.STALE),
                new ContainerReading.NetworkSeen(AT, "h", Origin.DOCKMEDIC, web.container(), OwnNetwork.OFF,
                        "front, back", "gone"),
                new ContainerReading.GpuReached(AT, "h", Origin.DOCKMEDIC, web.container(), GPU, GpuAccess.HELD,
                        "/dev/nvidiactl", "denied"),
                new GpuEvent.Sampled(AT, "h", Origin.DOCKMEDIC, GPU, GpuState.LOST, Cure.REBOOT, "lost", 99, 1L << 40,
                        2,
                        88, 700, "hw_thermal", "web db", 710, 1L << 41, "notebook", 93, "power_cap", 1L << 42,
                        "web 1.0 GiB", true),
                new GpuEvent.DriverSampled(AT, "h", Origin.DOCKMEDIC, "nvidia", GpuDriverState.MISMATCH, "18", 1, 2, 3,
                        true),
                new GpuEvent.Fault(AT, "h", Origin.DOCKMEDIC, GPU, 79, "NAME", "off the bus", Cure.REBOOT, "NVRM",
                        Victim.in(web.container(), "python", 7), "web", 9, "hot", "notebook", true),
                new GpuEvent.Quiet(AT, "h", Origin.DOCKMEDIC, GPU, 79),
                new AuditEvent.Found(AT, "h", Origin.DOCKMEDIC, web.container(), List.of("privileged"), "critical", 1,
                        1, List.of("privileged: cap_add: [NET_ADMIN]")),
                new ImageEvent.Vulnerable(AT, "h", Origin.DOCKMEDIC, "web:1", "sha256:1", List.of("web"),
                        new SeverityCounts(1, 2, 3, 4, 5), 6, new SeverityCounts(0, 1, 0, 0, 0),
                        List.of(new Vulnerability("CVE-1", "openssl", "1", "2", "high", "title", "https://x/")), 7),
                new BackupEvent.Sampled(AT, "h", Origin.DOCKMEDIC, "web", web.container(), "data", AT, 3,
                        "Nightly", 90, 5),
                new ExternalEvent.Alert(AT, "h", Origin.EXTERNAL, "f1", "Slow", "firing", AT.toString(),
                        Map.of("alertname", "Slow"), Map.of(), Scope.CONTAINER, web.container(),
                        new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "H100"), ""),
                new ExternalEvent.Occurred(AT, "h", Origin.EXTERNAL, "/ci", "1", "deployed", "web", "",
                        Map.of("a.b", "1"), Scope.ELSEWHERE, null, null, "it is about the host gpu2"),
                new EngineEvent.Connected(AT, "h", Origin.ENGINE, "28.5.1", "1.51", true),
                new EngineEvent.Disconnected(AT, "h", Origin.ENGINE, "frozen"),
                new EngineEvent.Role(AT, "h", Origin.DOCKMEDIC, false),
                new RulesEvent.Room(AT, "h", Origin.DOCKMEDIC, RulesEvent.Share.KEYS, true, "full"),
                new ScheduleEvent.Due(AT, "h", Origin.DOCKMEDIC, "0 3 * * * UTC", AT, AT.toString()));
        assertThat(events).extracting(Event::kind).containsExactlyInAnyOrderElementsOf(Kinds.standard().names());
        for (Event event : events) {
            String written = json.write(event);
            assertThat(written).contains("\"kind\":\"" + event.kind() + "\"");
            assertThat(json.read(written, Event.class)).isEqualTo(event);
        }
    }

    @Test
    void everyEventTypeHasItsKind() {
        List<String> types = leaves(Event.class).map(Class::getName).toList();
        assertThat(Kinds.standard().all())
                .extracting(kind -> kind.type().getName())
                .containsExactlyInAnyOrderElementsOf(types);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(IncidentJsonTest::leaves)
                : Stream.of(type);
    }

    @Test
    void whatALaterVersionWroteIsIgnoredButUnknownKindsAreNot() throws Exception {
        String written = json.write(web.removed(AT));
        assertThat(json.read(written.replaceFirst("\\{", "{\"later\":1,"), Event.class)).isEqualTo(web.removed(AT));
        String unknown = written.replace("container.removed", "container.beamed");
        assertThatThrownBy(() -> json.read(unknown, Event.class)).hasMessageContaining("container.beamed");
    }

    @Test
    void anIncidentFromBeforeThereWereReadingsHasNone() throws Exception {
        RuleBench bench = new RuleBench(Pack.files());
        bench.happens(at -> web.died(at, 1));
        var incident = bench.latest().incident();
        assertThat(json.read(json.write(incident).replace(",\"readings\":[]", ""), incident.getClass()))
                .isEqualTo(incident);
        assertThat(json.write(incident)).contains(",\"readings\":[]");
    }

    @Test
    void incidentComesBackAsItWas() throws Exception {
        RuleBench bench = new RuleBench(Pack.files());
        bench.happens(at -> web.sampled(at, usage -> usage)).happens(at -> web.died(at, 1)).after(1);
        bench.happens(web::removed);
        var incident = bench.latest().incident();
        assertThat(incident.readings()).hasSize(1);
        assertThat(json.read(json.write(incident), incident.getClass())).isEqualTo(incident);
    }
}

package io.dockmedic.api.page;

import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.sweep.Audited;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Measured;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Random;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Incidents of all sorts, as they stand on a bad day. */
final class Cases {
    private final Instant now;

    /** @param now long after what they tell of, or right now */
    Cases(Instant now) {
        this.now = now;
    }

    /** One of each that is open, and some that are over. */
    List<IncidentEntry> badDay() {
        List<IncidentEntry> all = new ArrayList<>();
        all.add(called("shop/payments/1", "ContainerCrashLoop",
                "payments died 6 times in 5 min, each time with exit code 1",
                14));
        all.add(called("/var/lib/docker", "DiskNearlyFull", "/var/lib/docker is 93 % full", 52));
        all.add(entry("shop/web/1", "ContainerExitedWithError", "web exited with 137 (killed), nobody asked for it", 0,
                null, remedy("verifying", "", false, false,
                        attempt("restart", "act", "clear", "nothing stands against it", "started again"))));
        all.add(entry("media/transcoder/1", "ContainerUnhealthy",
                "transcoder fails its health check: timeout after 5 s", 3,
                null, remedy("suppressed", "the service's budget of 3 acts in 1 h is spent", false, false,
                        attempt("restart", "suppress", "budget_service", "3 acts in 1 h are spent", ""))));
        all.add(entry("legacy-cron", "ContainerExitedWithError", "legacy-cron exited with 1", 38, null,
                remedy("suppressed", "the container has no label dockmedic.heal=true", false, false,
                        attempt("restart", "suppress", "no_consent", "the container has no label dockmedic.heal=true",
                                ""))));
        all.add(entry("ml/train/1", "ContainerMemoryPressure", "train waits for memory 31 % of the time", 7, null,
                null));
        for (int one = 1; one <= 4; one++) {
            all.add(healed(List.of("shop/cart/1", "shop/search/1", "media/api/1", "shop/cart/1").get(one - 1),
                    47L * one));
        }
        all.add(entry("backup", "ContainerDiedUnknown", "backup ended, by whom is not known", 220, "it runs again",
                null));
        return all;
    }

    /** That many, each firing, of services of their own. */
    List<IncidentEntry> many(int number) {
        List<IncidentEntry> all = new ArrayList<>();
        for (int one = 0; one < number; one++) {
            all.add(called("project-with-a-long-name/service-" + one + "/1", "ContainerExitedWithError",
                    "service-" + one + " exited with 1 and did not come up again after three restarts", one));
        }
        return all;
    }

    /** A person was called about it. */
    IncidentEntry called(String key, String rule, String summary, long minutesAgo) {
        return entry(key, rule, summary, minutesAgo, null, remedy("escalated", "it needs a person", false, true,
                attempt("restart", "act", "clear", "nothing stands against it", "started again"),
                attempt("restart", "suppress", "loop", "a loop is not cured by restarting it", ""),
                attempt("escalate", "act", "clear", "nothing stands against it", "sent to pager")));
    }

    /** It is over, and a restart helped. */
    IncidentEntry healed(String key, long minutesAgo) {
        return entry(key, "ContainerExitedWithError", "exited with 1, nobody asked for it", minutesAgo,
                "held for long enough: it runs", remedy("healed", "the proof held", true, false,
                        attempt("restart", "act", "clear", "nothing stands against it", "started again")));
    }

    /** @param over why it is over; null while it is not */
    IncidentEntry entry(String key, String rule, String summary, long minutesAgo, @Nullable String over,
            @Nullable Record remedy) {
        Instant at = now.minus(Duration.ofMinutes(minutesAgo)).minusSeconds(20);
        Service service = service(key);
        Container container = new Container(Integer.toHexString(key.hashCode()).repeat(8), service.name(),
                "shop/web:1.4",
                Map.of(), service, false);
        var died = new ContainerEvent.Died(at.minusSeconds(1), "atlas", Origin.ENGINE, container, 1, false,
                new Judgement(Intent.NOT_ASKED, false, List.of("no kill before it")), false, 0, Duration.ofMinutes(90),
                false, "");
        return new IncidentEntry(
                new Incident("id-" + Integer.toHexString(Objects.hash(key, rule, minutesAgo)), rule, key,
                        over == null ? Incident.State.FIRING : Incident.State.RESOLVED, at, at,
                        over == null ? null : at.plusSeconds(18), over == null ? "" : over,
                        Map.of("severity", "warning", "route", "owner"),
                        Map.of("summary", summary, "description",
                                "It ended without anybody's doing. Its last lines say why."),
                        List.of(died), 1, readings(at), null),
                remedy);
    }

    private static List<Measured> readings(Instant at) {
        return List.of(new Measured(at.minusSeconds(14), usage(41, 312)),
                new Measured(at.minusSeconds(4), usage(97, 480)));
    }

    static Usage usage(int percent, int mebi) {
        return new Usage(Duration.ofSeconds(10), percent, 0, 0, (long) mebi << 20, 512L << 20, mebi * 100 / 512, 0, 12,
                0, 0,
                0, 0, 0, 0, 0, 0);
    }

    private static Service service(String key) {
        String[] parts = key.split("/", -1);
        return parts.length == 3 ? new Service(parts[0], parts[1], parts[2]) : new Service("", key, "");
    }

    private RemedyChange remedy(String state, String detail, boolean healed, boolean escalated, Attempt... attempts) {
        return new RemedyChange(now.minusSeconds(8), "", "", "", state, detail, List.of(attempts), healed, escalated);
    }

    private Attempt attempt(String action, String verdict, String reason, String detail, String outcome) {
        return new Attempt(now.minusSeconds(12), action, 1, verdict, reason, detail, outcome);
    }

    /** Containers as they were looked at, the first few of them those of {@link #badDay}. */
    List<Sighting> containers(int number) {
        List<String> named = List.of("shop/web/1", "shop/payments/1", "shop/cart/1", "shop/search/1", "media/api/1",
                "media/transcoder/1", "ml/train/1", "legacy-cron", "backup");
        List<Sighting> all = new ArrayList<>();
        for (int one = 0; one < number; one++) {
            all.add(sighting(one < named.size() ? named.get(one) : "fleet/service-" + one + "/1"));
        }
        return all;
    }

    private Sighting sighting(String key) {
        Service service = service(key);
        boolean running = !key.equals("legacy-cron") && !key.equals("shop/payments/1");
        Instant started = now.minus(Duration.ofMinutes(Math.floorMod(key.hashCode(), 9_000)));
        String id = String.format(Locale.ROOT, "%08x", key.hashCode()).repeat(8);
        ContainerState state = new ContainerState(id, service.name(), "shop/web:1.4", "sha256:1", Map.of(),
                running ? "running" : "exited", running, false, false, running ? 42 : 0, running ? 0 : 1, false, "",
                started,
                started, running ? null : started.plusSeconds(9), 0,
                key.startsWith("media/")
                        ? new HealthState(key.contains("api") ? "healthy" : "unhealthy", 0, List.of())
                        : null,
                new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
        return new Sighting(
                new Container(id, service.name(), "registry.example/" + service.name() + ":1.4", Map.of(), service,
                        false),
                state);
    }

    /** What those that run used, the oldest first, a reading a minute. */
    List<Event> lastHour(List<Sighting> containers) {
        Random random = new Random(7);
        List<Event> all = new ArrayList<>();
        for (Sighting one : containers.stream().filter(Sighting::ran).toList()) {
            double level = random.nextDouble(20, 300);
            double busy = random.nextDouble(2, 70);
            for (int minute = 59; minute >= 0; minute--) {
                level = Math.clamp(level + random.nextDouble(-8, 9), 10, 500);
                busy = Math.clamp(busy + random.nextDouble(-9, 9), 0, 180);
                if (random.nextInt(200) > 0) {
                    all.add(new ContainerReading.Sampled(now.minus(Duration.ofMinutes(minute)), "atlas",
                            Origin.DOCKMEDIC,
                            one.container(), usage((int) busy, (int) level)));
                }
            }
        }
        for (GpuSample one : gpus().gpus()) {
            for (int minute = 59; minute >= 0; minute--) {
                all.add(new GpuEvent.Sampled(now.minus(Duration.ofMinutes(minute)), "atlas", Origin.DOCKMEDIC,
                        one.reading().gpu(), GpuState.OK, Cure.NONE, "", random.nextInt(60, 100),
                        random.nextLong(60L << 30, 72L << 30), 80L << 30, 71, 640, "", "ml/train/1", 700, 0));
            }
        }
        return all;
    }

    /** What is wrong with some of them, the first one the least. */
    List<Audited> audited() {
        return List.of(
                audited("legacy-cron",
                        finding("log-rotation", Severity.INFO, "its log grows without limit", "max-size")),
                audited("shop/web/1", finding("health-check", Severity.WARNING, "no health check", "healthcheck: …"),
                        finding("privileged", Severity.CRITICAL, "it may do <b>everything</b> on the host",
                                "cap_add: [NET_ADMIN], only what it needs")),
                audited("ml/train/1", finding("image-tag", Severity.WARNING, "the tag is latest", "image: train:1.4")));
    }

    private Audited audited(String key, Finding... findings) {
        return new Audited(sighting(key).container(), List.of(findings)
                .stream()
                .map(one -> new Finding(one.check(), one.severity(), service(key).name(), one.message(), one.instead(),
                        new Where.Running(key.replace('/', '-'))))
                .toList());
    }

    private static Finding finding(String check, Severity severity, String message, String instead) {
        return new Finding(check, severity, "", message, instead, new Where.Running(""));
    }

    /** Two GPUs, one of them too hot. */
    GpuSamples gpus() {
        return GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, "", "570.86.15", 2),
                List.of(gpu(0, 71, Set.of()),
                        gpu(1, 91, Set.of(Slowdown.HW_THERMAL))));
    }

    /** A container and the GPU that it uses, both of that name and all else that they can say. */
    Sighting containerCalled(String name) {
        Container container = new Container("e".repeat(64), name, name, Map.of(), new Service(name, name, "1"), false);
        ContainerState as = sighting("shop/web/1").state();
        return new Sighting(container, as);
    }

    /** See {@link #containerCalled}. */
    GpuSamples gpuCalled(String name) {
        Gpu gpu = new Gpu(0, "nvidia", "0000:18:00.0", name, name);
        return GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, name, name, 1),
                List.of(new GpuSample(new GpuReading(gpu, "nvidia0", GpuState.OK, Cure.NONE, name, Map.of(), Set.of(),
                        List.of()),
                        List.of(new GpuSample.Use(new GpuProcess(42, 1), containerCalled(name).container())),
                        0)));
    }

    /** One that fired, in a file of that name. */
    Rule rule(String name, String file) {
        Loaded loaded = new RuleLoader(Kinds.standard(), Shipped.catalog()).load(List.of(new RuleFile(file,
                "groups: [{name: g, rules: [{alert: " + name
                        + ", on: container.died, resolve: {on: container.started}}]}]")));
        return ((Loaded.Sound) loaded).set().rules().getFirst();
    }

    private GpuSample gpu(int index, long degrees, Set<Slowdown> slowdown) {
        Gpu gpu = new Gpu(index, "nvidia", "0000:" + (18 + index) + ":00.0", "GPU-" + index, "NVIDIA H100 80GB HBM3");
        Container user = sighting("ml/train/1").container();
        return new GpuSample(new GpuReading(gpu, "nvidia" + index, GpuState.OK, Cure.NONE, "",
                Map.of(Quantity.UTILIZATION, 97L, Quantity.MEMORY_USED, 71L << 30, Quantity.MEMORY_TOTAL, 80L << 30,
                        Quantity.TEMPERATURE, degrees, Quantity.POWER, 640_000L),
                slowdown, List.of()), List.of(new GpuSample.Use(new GpuProcess(42, 71L << 30), user)), 0);
    }
}

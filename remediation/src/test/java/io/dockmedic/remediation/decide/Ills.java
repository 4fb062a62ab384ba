package io.dockmedic.remediation.decide;

import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.FakeDisk;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What may befall a host with four services, two GPUs and a disk, drawn; one action for each. */
final class Ills {
    /** Its containers, called as the engine calls any. */
    static final List<Container> CONTAINERS = IntStream.range(0, 4)
            .mapToObj(number -> new Container(String.format("%064x", number + 1), "web", "image" + number,
                    Samples.CONSENT, new Service("", "s" + number, ""), false))
            .toList();
    /** As commands and calls are called in the configuration. */
    private static final Map<String, String> MEND = Map.of("name", "mend");
    private static final long MIB = 1L << 20;
    private static final int GPUS = 2;
    private static final int RULES = 3;

    private final Random random;
    private int ids;

    Ills(Random random) {
        this.random = random;
    }

    /** How the engine is before anything befalls it. */
    static void well(FakeEngine engine, byte[] data) {
        engine.comeUp();
        engine.details = new Details("web:1", "sha256:1", Map.of(), Map.of(),
                List.of(new Details.Mount("volume", "web-data", "/data", true)), List.of(), List.of(), null);
        engine.copies.bytes = data;
        engine.limit(512 * MIB, 1024 * MIB);
        engine.workingSet = 100 * MIB;
        engine.gpus.onLetGo = engine.gpus::well;
    }

    /** The engine, or what else it is about, is so then. */
    Ill befalls(Hospital hospital) {
        FakeEngine engine = hospital.engine;
        Instant now = hospital.time.now();
        Container one = CONTAINERS.get(random.nextInt(CONTAINERS.size()));
        return switch (random.nextInt(13)) {
            case 0 -> dies(engine, now, one, "restart");
            case 1 -> sickens(engine, now, one, "restart", Map.of());
            case 2 -> sickens(engine, now, one, "host-command", MEND);
            case 3 -> sickens(engine, now, one, "http", MEND);
            case 4 -> {
                engine.restartPolicy = new RestartPolicy("always", 0);
                yield dies(engine, now, one, "end-loop");
            }
            case 5 -> runsOutOfMemory(engine, now, one);
            case 6 ->
                ill(due(now), one.service().key(), true, step("backup-volume", Map.of("service", one.service().key()),
                        Step.State.RUNNING));
            case 7 -> ill(due(now), "host", true, prune(hospital, Map.of("cache", "12h")));
            case 8 -> ill(new DiskSampled(now, "host", Origin.DOCKMEDIC, "/data", "/dev/sdb1", "ext4", "engine",
                    1000 * MIB, 50 * MIB, 95, 1, false, false), "host", false, prune(hospital, Map.of("free", "90%")));
            case 9 -> isHot(hospital, now, random.nextInt(GPUS));
            default -> needsReset(engine, now, random.nextInt(GPUS));
        };
    }

    private Ill dies(FakeEngine engine, Instant now, Container one, String action) {
        engine.running = false;
        return ill(Samples.died(now, one, Intent.NOT_ASKED, false), one.service().key(), false,
                step(action, Map.of(), action.equals("restart") ? Step.State.RUNNING : Step.State.STOPPED));
    }

    private Ill sickens(FakeEngine engine, Instant now, Container one, String action, Map<String, String> with) {
        runs(engine);
        engine.health = "unhealthy";
        return ill(new HealthChanged(now, "host", Origin.ENGINE, one, "unhealthy", 3, "connection refused"),
                one.service().key(), false, step(action, with, Step.State.HEALTHY));
    }

    private Ill runsOutOfMemory(FakeEngine engine, Instant now, Container one) {
        runs(engine);
        return ill(new ContainerReading.Sampled(now, "host", Origin.DOCKMEDIC, one, new Usage(Duration.ofSeconds(10),
                0, 0, 0, 500 * MIB, 512 * MIB, 97, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)), one.service().key(), false,
                step("limits", Map.of("calm", "60s"), Step.State.RUNNING));
    }

    private Ill isHot(Hospital hospital, Instant now, int gpu) {
        hospital.power.slowdown = Optional.of("hw_thermal");
        return ill(sampled(now, gpu, Cure.NONE), "gpu " + gpu, false,
                step("gpu-power-limit", Map.of("calm", "60s"), Step.State.OVER));
    }

    private Ill needsReset(FakeEngine engine, Instant now, int gpu) {
        engine.gpus.samples = List.of(FakeGpus.sample(gpu, Cure.RESET));
        engine.gpus.traits = Map.of(FakeGpus.place(gpu), FakeGpus.linked());
        return ill(sampled(now, gpu, Cure.RESET), "gpu " + gpu, false,
                step("reset-gpu", Map.of(), Step.State.WELL));
    }

    /** With something to remove. */
    private static Step prune(Hospital hospital, Map<String, String> with) {
        hospital.room.other = 800 * MIB;
        hospital.room.cache.add(FakeDisk.piece(hospital.time.shown(hospital.time.now()), 200, 5));
        return step("prune", with, Step.State.FREED);
    }

    private static void runs(FakeEngine engine) {
        if (!engine.running) {
            engine.comeUp();
        }
    }

    private static Event due(Instant now) {
        return new ScheduleEvent.Due(now, "host", Origin.DOCKMEDIC, "30 3 * * * UTC", now, "2026-11-01T03:30:00Z");
    }

    private static Event sampled(Instant now, int gpu, Cure cure) {
        return new GpuEvent.Sampled(now, "host", Origin.DOCKMEDIC, FakeGpus.gpu(gpu), GpuState.OK, cure, "", 1, 2, 3,
                91,
                690, "hw_thermal", "", 700, 0);
    }

    private static Step step(String action, Map<String, String> with, Step.State proof) {
        return new Step(action, with, Samples.seconds(0, 20, 40),
                new Step.Verify(proof, Duration.ofSeconds(5), Duration.ofSeconds(30)));
    }

    private Ill ill(Event event, String about, boolean occasion, Step step) {
        return new Ill(Samples.incident("i" + ids++, "r" + random.nextInt(RULES), event),
                new RemedyPlan(List.of(step, Samples.ESCALATE), occasion), about);
    }
}

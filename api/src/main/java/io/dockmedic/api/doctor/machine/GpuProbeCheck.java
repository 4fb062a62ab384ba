package io.dockmedic.api.doctor.machine;

import io.dockmedic.api.config.Gpus;
import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.ReloadLook;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether containers are asked from inside if they reach their GPUs, and what that sees here. Nothing is run in one.
 */
public final class GpuProbeCheck implements Check {
    private static final String ON = "gpu: {probe: true}: ";
    private static final String OFF = "gpu: {probe: false}: ";

    @Override
    public String name() {
        return "gpu_probe";
    }

    @Override
    public Section section() {
        return Section.MACHINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        Gpus gpus = facts.settings().config().gpus();
        if (!gpus.enabled()) {
            return Future.succeededFuture(gpus.probe()
                    ? List.of(lost(ON + "no container is asked all the same, for GPUs are not looked at")
                            .todo("gpu: {enabled: true, probe: true}"))
                    : List.of(Finding.ok(OFF + "no container is asked from inside whether it reaches a GPU")));
        }
        Future<Long> asking = facts.containers().map(GpuProbeCheck::asking);
        return gpus.probe()
                ? facts.elsewhere()
                        .compose(away -> away
                                ? Future.succeededFuture(List.of(GpuCheck.another(Feature.GPU_ACCESS)))
                                : asking.compose(many -> on(facts, many)))
                : asking.map(many -> List.of(off(many)));
    }

    private static Future<List<Finding>> on(Facts facts, long asking) {
        return facts.gpus()
                .compose(gpus -> facts.trial()
                        .compose(trial -> facts.reloads()
                                .map(reloads -> on(gpus, asking, trial, reloads, facts.visitor()))));
    }

    /** Containers that run and ask for a GPU. */
    private static long asking(List<Sighting> containers) {
        return containers.stream().filter(one -> one.ran() && !one.state().gpus().none()).count();
    }

    private static String words(long asking) {
        return asking == 0
                ? "no container that runs asks for a GPU"
                : asking == 1 ? "1 container that runs asks for a GPU" : asking + " containers that run ask for a GPU";
    }

    private static Finding off(long asking) {
        return asking == 0
                ? Finding.ok(OFF + "no container that runs asks for a GPU, which it could lose")
                : lost(OFF + words(asking) + ", and none is asked from inside whether it still"
                        + " reaches it: systemctl daemon-reload or docker update may take it, with all well on the host")
                        .todo("gpu: {probe: true}",
                                "it runs dd in each every 5 min, and takes the engine's calls for exec: docs/gpu.md");
    }

    private static List<Finding> on(Glance gpus, long asking, Trial trial, ReloadLook reloads, Visitor visitor) {
        if (gpus.none() && gpus.amd().counted() == 0 && asking == 0) {
            return List.of(Finding.ok(ON + "there is no GPU that a container could lose"));
        }
        if (gpus.driver() == GpuDriverState.RELEASED) {
            return List.of(Finding.ok(ON + "no container is asked while the GPUs are released"));
        }
        boolean read = (gpus.driver() == GpuDriverState.OK && gpus.known() > 0) || !gpus.amd().driven().isEmpty();
        if (!read) {
            return List.of(lost(ON + words(asking) + ", and none is asked, for no GPU can be read here"));
        }
        List<Finding> all = new ArrayList<>();
        all.add(Finding.ok(ON + words(asking) + (asking == 0
                ? ""
                : ", each asked from inside whether it reaches it, by the engine's calls for exec, which are not tried")));
        all.add(reloads(reloads, visitor));
        if (trial.running() > 0 && trial.processes() * 2 < trial.running()) {
            all.add(unseen(visitor));
        }
        return all;
    }

    private static Finding reloads(ReloadLook look, Visitor visitor) {
        if (look.seen()) {
            return Finding.ok("reloads of systemd are seen here, and containers with a GPU asked at once after one");
        }
        String late = "what a reload takes is noticed within 5 min, and not at once";
        if (visitor.contained()) {
            return Finding.loses("reloads of systemd are not seen here: " + late)
                    .todo("docker run --volume /run/systemd:/run/systemd:ro …");
        }
        return Finding.ok(look.systemd()
                ? "systemd does not show its reloads here, as before version 246: " + late
                : "systemd does not manage this machine, so that none of its reloads takes a GPU");
    }

    /** What works with a GPU must not lose it. */
    private static Finding unseen(Visitor visitor) {
        Finding finding = Finding.loses("the processes of containers are not shown here: whether one that lost its GPU"
                + " works with it still cannot be told, so that a person is told and none is made anew");
        return visitor.contained()
                ? finding.todo("docker run --pid host …")
                : finding.todo("run Dockmedic on the engine's own machine, outside of its virtual machine");
    }

    private static Finding lost(String what) {
        return Finding.loses(what, Feature.GPU_ACCESS);
    }
}

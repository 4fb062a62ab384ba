package io.dockmedic.api.doctor.machine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Whether containers' readings are to be had from the kernel: control groups, pressure, open files. */
public final class GroupCheck implements Check {
    @Override
    public String name() {
        return "control_groups";
    }

    @Override
    public Section section() {
        return Section.MACHINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.trial()
                .compose(trial -> facts.traits()
                        .map(answer -> answer instanceof CallResult.Done<EngineTraits>(EngineTraits traits)
                                ? of(trial, traits.cgroupVersion(), traits.cgroupDriver(), facts.visitor())
                                : of(trial, "", "", facts.visitor())));
    }

    /**
     * @param version of control groups, {@code 1} or {@code 2}; empty when the engine does not say
     * @param driver  that makes containers' groups
     */
    static List<Finding> of(Trial trial, String version, String driver, Visitor visitor) {
        String kind = version.isEmpty() ? "control groups" : "control groups v" + version + ", driver " + driver;
        if (trial.running() == 0) {
            return List.of(Finding.ok(kind + "; no container runs whose readings could be tried"));
        }
        // Our own container may be the one that is readable.
        if (trial.readable() * 2 < trial.running()) {
            return List.of(unreadable(trial, kind, visitor));
        }
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(kind + ": those of " + trial.readable() + " of " + trial.running()
                + " running containers are readable here"));
        found.add(trial.pressure() > 0
                ? Finding.ok("pressure (PSI) of containers is there")
                : noPressure(version));
        found.add(trial.descriptors() * 2 >= trial.running()
                ? Finding.ok("open files of containers can be counted")
                : noDescriptors(trial, visitor));
        return found;
    }

    private static Finding noDescriptors(Trial trial, Visitor visitor) {
        Finding finding = Finding.loses(visitor.words() + " may see the open files of " + trial.descriptors() + " of "
                + trial.running() + " running containers", Feature.DESCRIPTORS);
        return visitor.contained()
                ? finding.todo("docker run --pid host --user 0 --cap-add SYS_PTRACE …")
                : finding.todo("AmbientCapabilities=CAP_SYS_PTRACE in the service's unit");
    }

    private static Finding noPressure(String version) {
        Finding finding = Finding.loses("the kernel shows no pressure (PSI) of containers", Feature.PRESSURE);
        return version.equals("1")
                ? finding.todo(
                        "control groups v2 have it: systemd.unified_cgroup_hierarchy=1 on the kernel's command line")
                : finding.todo("psi=1 on the kernel's command line, and a reboot");
    }

    private static Finding unreadable(Trial trial, String kind, Visitor visitor) {
        String why = trial.processes() == 0
                ? "the processes of containers are not shown here"
                : "the groups are not shown here";
        Finding finding = Finding
                .loses(kind + ": " + why + "; readings are asked of the engine, which costs it more and"
                        + " tells less", Feature.KERNEL_READINGS, Feature.PRESSURE, Feature.DESCRIPTORS,
                        Feature.NETWORKS);
        return visitor.contained()
                ? finding.todo("docker run --pid host --volume /sys/fs/cgroup:/sys/fs/cgroup:ro --cgroupns host …",
                        "(on cgroup v1 without --cgroupns); in Compose: pid: host, cgroup: host, and the volume")
                : finding.todo("run Dockmedic on the engine's own machine, outside of its virtual machine");
    }
}

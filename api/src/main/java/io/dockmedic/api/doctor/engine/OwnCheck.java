package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Own;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.audit.setup.Setup;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether we run in a container, and what that container is not given. */
public final class OwnCheck implements Check {
    private static final int SHORT = 12;

    @Override
    public String name() {
        return "own_container";
    }

    @Override
    public Section section() {
        return Section.ENGINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.own().map(own -> of(own, facts.settings().config().runtimeDirectory().toString()));
    }

    static List<Finding> of(Optional<Own> own, String runtimeDirectory) {
        if (own.isEmpty()) {
            return List.of(Finding.ok("this runs on the machine itself, in no container"));
        }
        String id = own.get().id().substring(0, Math.min(SHORT, own.get().id().length()));
        Optional<Setup> known = own.get().setup();
        if (known.isEmpty()) {
            return List.of(Finding.loses("this runs in the container " + id + ", of which the engine asked says nothing:"
                    + " is it another machine's?"));
        }
        Setup setup = known.get();
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok("this runs in the container " + setup.service() + " (" + id + "), which is never acted on"));
        if (!setup.pidMode().equals("host")) {
            found.add(without("the host's processes", "pid: host", "--pid host", Feature.KERNEL_READINGS,
                    Feature.PRESSURE, Feature.DESCRIPTORS));
        } else if (!has(setup, "SYS_PTRACE")) {
            found.add(without("the right to look into others' processes", "cap_add: [SYS_PTRACE], user: \"0\"",
                    "--cap-add SYS_PTRACE --user 0", Feature.DESCRIPTORS));
        }
        if (!mounted(setup, "/sys/fs/cgroup")) {
            found.add(without("the host's control groups", "volumes: [/sys/fs/cgroup:/sys/fs/cgroup:ro], cgroup: host",
                    "--volume /sys/fs/cgroup:/sys/fs/cgroup:ro --cgroupns host", Feature.KERNEL_READINGS,
                    Feature.PRESSURE));
        }
        if (!mounted(setup, runtimeDirectory)) {
            found.add(without("a folder shared with other instances", "volumes: [/run/dockmedic:" + runtimeDirectory
                    + "]", "--volume /run/dockmedic:" + runtimeDirectory, Feature.LEASE));
        }
        return found;
    }

    private static boolean has(Setup setup, String capability) {
        return setup.privileged() || setup.capabilities().contains(capability)
                || setup.capabilities().contains("ALL");
    }

    private static boolean mounted(Setup setup, String path) {
        return setup.mounts()
                .stream()
                .anyMatch(mount -> mount.isBind()
                        && (path.equals(mount.target()) || path.startsWith(mount.target() + "/")));
    }

    private static Finding without(String what, String compose, String run, Feature... loses) {
        return Finding.loses("it is not given " + what, loses)
                .todo("docker run " + run + " …", "or in Compose: " + compose);
    }
}

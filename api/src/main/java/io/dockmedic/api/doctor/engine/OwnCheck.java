package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Own;
import io.dockmedic.api.doctor.fact.SocketFile;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.audit.setup.Setup;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether we run in a container. What it is not given of the machine the checks of the machine find out. */
public final class OwnCheck implements Check {
    private static final int SHORT = 12;
    private static final String REFUSE = "docker run --label dockmedic.heal=false …   on Dockmedic's own container";

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
        String shared = facts.settings().config().runtimeDirectory().toString();
        return facts.own()
                .compose(own -> facts.way()
                        .map(way -> own.isEmpty() && facts.visitor().contained()
                                ? List.of(nameless())
                                : of(own, shared, way.socket().map(SocketFile::path))));
    }

    /** `serve` finds out no more. */
    private static Finding nameless() {
        return Finding
                .loses("this runs in a container, whose id cannot be found: Dockmedic would not know it, and would"
                        + " act on it as on any other")
                .todo(REFUSE);
    }

    /** @param socket of the engine, where that is the way to it */
    static List<Finding> of(Optional<Own> own, String runtimeDirectory, Optional<Path> socket) {
        if (own.isEmpty()) {
            return List.of(Finding.ok("this runs on the machine itself, in no container"));
        }
        String id = own.get().id().substring(0, Math.min(SHORT, own.get().id().length()));
        Optional<Setup> known = own.get().setup();
        if (known.isEmpty()) {
            return List
                    .of(Finding.loses("this runs in the container " + id + ", of which the engine asked says nothing:"
                            + " is it another machine's?"));
        }
        Setup setup = known.get();
        if (socket.isPresent() && !has(setup, socket.get())) {
            return List.of(Finding.loses("this runs in a container that shares the network of " + setup.service() + " ("
                    + id + "), and whose own id cannot be found: Dockmedic would not know it, and would act on it as on"
                    + " any other").todo(REFUSE, "or show it the groups: docker run --cgroupns host …"));
        }
        List<Finding> found = new ArrayList<>();
        found.add(
                Finding.ok("this runs in the container " + setup.service() + " (" + id + "), which is never acted on"));
        if (!mounted(setup, runtimeDirectory)) {
            found.add(Finding.loses("it shares no folder with other instances, which it would take turns with",
                    Feature.LEASE)
                    .todo("docker run --volume /run/dockmedic:" + runtimeDirectory + " …",
                            "or in Compose: volumes: [/run/dockmedic:" + runtimeDirectory + "]"));
        }
        return found;
    }

    /** A socket that is opened in a container is one that is mounted there; the root of its mount may be a link. */
    private static boolean has(Setup setup, Path socket) {
        Path opened = plain(socket.toString());
        return setup.mounts().stream().anyMatch(mount -> opened.startsWith(plain(mount.target())));
    }

    private static Path plain(String path) {
        return Path.of(path.replaceFirst("^/var/run(?=/|$)", "/run"));
    }

    private static boolean mounted(Setup setup, String path) {
        return setup.mounts()
                .stream()
                .anyMatch(mount -> mount.isBind()
                        && (path.equals(mount.target()) || path.startsWith(mount.target() + "/")));
    }
}

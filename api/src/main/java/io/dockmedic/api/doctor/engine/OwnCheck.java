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

/** Whether we run in a container. What it is not given of the machine the checks of the machine find out. */
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
            return List
                    .of(Finding.loses("this runs in the container " + id + ", of which the engine asked says nothing:"
                            + " is it another machine's?"));
        }
        Setup setup = known.get();
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

    private static boolean mounted(Setup setup, String path) {
        return setup.mounts()
                .stream()
                .anyMatch(mount -> mount.isBind()
                        && (path.equals(mount.target()) || path.startsWith(mount.target() + "/")));
    }
}

package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.remediation.room.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What is different of the host from when a service last ran well there, one short line each. Pure. */
public final class HostChanges {
    private HostChanges() {}

    /** Of free memory and disk only that less than half is left. What was not known then or is not now is left out. */
    public static List<String> since(HostState then, HostState now) {
        List<String> changes = new ArrayList<>();
        if (!then.boot().isEmpty() && !now.boot().isEmpty() && !then.boot().equals(now.boot())) {
            changes.add("the machine was started anew");
        }
        text(changes, "kernel", then.kernel(), now.kernel());
        text(changes, "engine", then.engine(), now.engine());
        text(changes, "Dockmedic", then.dockmedic(), now.dockmedic());
        text(changes, "cgroup", then.cgroup(), now.cgroup());
        free(changes, "free memory", then.memoryBytes(), now.memoryBytes());
        free(changes, "free on the engine's disk", then.diskBytes(), now.diskBytes());
        return changes;
    }

    private static void text(List<String> changes, String name, String then, String now) {
        if (!then.isEmpty() && !now.isEmpty() && !then.equals(now)) {
            changes.add(name + ": " + then + " -> " + now);
        }
    }

    private static void free(List<String> changes, String name, long then, long now) {
        if (then > 0 && now > 0 && now < then / 2) {
            changes.add(name + ": " + Bytes.text(then) + " -> " + Bytes.text(now));
        }
    }
}

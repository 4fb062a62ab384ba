package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.host.view.HostState;
import io.vertx.core.json.JsonObject;

/** How a host was, as JSON. */
public final class HostJson {
    private HostJson() {}

    public static JsonObject of(HostState host) {
        return new JsonObject().put("kernel", host.kernel())
                .put("engine", host.engine())
                .put("dockmedic", host.dockmedic())
                .put("boot", host.boot())
                .put("cgroup", host.cgroup())
                .put("freeMemoryBytes", host.memoryBytes())
                .put("freeDiskBytes", host.diskBytes());
    }

    static HostState read(JsonObject json) {
        return new HostState(json.getString("kernel", ""), json.getString("engine", ""),
                json.getString("dockmedic", ""),
                json.getString("boot", ""), json.getString("cgroup", ""), json.getLong("freeMemoryBytes", 0L),
                json.getLong("freeDiskBytes", 0L));
    }
}

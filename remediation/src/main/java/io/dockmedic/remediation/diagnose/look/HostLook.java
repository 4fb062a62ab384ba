package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.HostChanges;
import io.dockmedic.remediation.diagnose.good.HostJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** How the host is, and what is different of it from when the container's service last ran well. */
final class HostLook implements Look {
    private final Supplier<Future<HostState>> host;

    /** @param host as it is now; the future never fails */
    HostLook(Supplier<Future<HostState>> host) {
        this.host = host;
    }

    @Override
    public Future<Part> at(Seen seen) {
        HostState then = seen.good().map(GoodRun::host).orElse(HostState.UNKNOWN);
        return host.get().map(now -> {
            List<String> changes = HostChanges.since(then, now);
            JsonObject json = new JsonObject().put("now", HostJson.of(now))
                    .put("then", then.equals(HostState.UNKNOWN) ? null : HostJson.of(then))
                    .put("changes", new JsonArray(changes));
            return new Part(new JsonObject().put("host", json), changes.isEmpty()
                    ? List.of()
                    : List.of("Since it last ran well the host has changed: " + String.join("; ", changes) + "."),
                    List.of());
        });
    }
}

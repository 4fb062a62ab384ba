package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.host.files.ImageUsers;
import io.dockmedic.collectors.host.files.Stats;
import io.dockmedic.collectors.host.mount.Ground;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The looks that there are. */
public final class Looks {
    private Looks() {}

    /**
     * Whose its mounts are, and as whom it runs.
     *
     * @param grounds what paths lie on, as far as that is known; the future never fails
     * @param engine  on this machine; empty when it is elsewhere. The future never fails
     */
    public static Look mounts(Vertx vertx, Stats stats, Owners owners,
            Function<Collection<String>, Future<Map<String, Ground>>> grounds,
            Supplier<Future<Optional<EngineInfo>>> engine) {
        return new MountLook(stats, new Users(vertx, owners, new ImageUsers(vertx), stats, engine), grounds);
    }
}

package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.SetupCalls;
import io.dockmedic.collectors.host.files.ImageUsers;
import io.dockmedic.collectors.host.files.SmallFiles;
import io.dockmedic.collectors.host.files.Stats;
import io.dockmedic.collectors.host.kernel.LimitKill;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.collectors.host.view.HostState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
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
    public static Look mounts(Vertx vertx, Timers timers, Stats stats, Owners owners,
            Function<Collection<String>, Future<Map<String, Ground>>> grounds,
            Supplier<Future<Optional<EngineInfo>>> engine) {
        return new MountLook(stats, new Users(vertx, owners, new ImageUsers(vertx, timers), stats, engine), grounds);
    }

    /** @param lastHour by a container's full id; empty where nothing was read */
    public static Look usage(Function<String, Optional<LastHour>> lastHour) {
        return new UsageLook(lastHour);
    }

    /**
     * Whom of it the kernel killed for want of memory.
     *
     * @param kills by a container's full id
     */
    public static Look oom(Function<String, Optional<LimitKill>> kills, Clock clock, Timers timers) {
        return new OomLook(kills, clock, timers);
    }

    /**
     * How it is meant for Traefik.
     *
     * @param others the containers that run; empty while they were not looked at
     */
    public static Look proxy(SetupCalls calls, Supplier<Optional<List<Setup>>> others) {
        return new ProxyLook(calls, others);
    }

    /** @param host as it is now; the future never fails */
    public static Look host(Supplier<Future<HostState>> host) {
        return new HostLook(host);
    }

    /**
     * Its networks, and whether whom it is set up to reach resolves and listens.
     *
     * @param sightings every container there is
     */
    public static Look networks(Vertx vertx, DetailCalls details, Supplier<Collection<Sighting>> sightings,
            Owners owners,
            SmallFiles files) {
        return new NetworkLook(new Peers(vertx, details, sightings, owners), files::lines);
    }
}

package io.dockmedic.api;

import io.dockmedic.api.trend.Trends;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.host.files.SmallFiles;
import io.dockmedic.collectors.host.files.Stats;
import io.dockmedic.collectors.host.mount.Grounds;
import io.dockmedic.collectors.host.view.HostStates;
import io.dockmedic.remediation.diagnose.look.LastHour;
import io.dockmedic.remediation.diagnose.look.Look;
import io.dockmedic.remediation.diagnose.look.Looks;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** What a diagnosis looks at beside, in the order in which it is told. No logic, as in {@link Wiring}. */
final class CloseLooks {
    private CloseLooks() {}

    static List<Look> of(Vertx vertx, Timers timers, Sight sight, Grounds grounds, HostStates host, Trends trends,
            Clock clock) {
        Stats stats = new Stats(vertx, timers, Path.of("/proc"), sight.engineHost::afar);
        Owners owners = new Owners(sight.containers, Path.of("/"));
        return List.of(Looks.oom(sight.limitKills::last, clock, timers),
                Looks.host(host::now),
                Looks.mounts(vertx, timers, stats, owners, grounds::of, sight.engineHost::here),
                Looks.networks(vertx, sight.calls, sight.containers::all, owners,
                        new SmallFiles(vertx, timers, sight.engineHost::afar)),
                Looks.proxy(sight.calls, sight.audit::setups),
                Looks.usage(id -> trends.container(id)
                        .map(known -> new LastHour(known.last(), known.trend().first(clock.now()),
                                known.trend().second(clock.now())))));
    }
}

package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What kind of engine it is: Docker or Podman, root's or a user's, and what becomes of containers when it is restarted. */
public final class KindCheck implements Check {
    @Override
    public String name() {
        return "engine_kind";
    }

    @Override
    public Section section() {
        return Section.ENGINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.traits().compose(answer -> switch (answer) {
            case CallResult.Done<EngineTraits>(EngineTraits traits) -> Future.succeededFuture(of(traits));
            case CallResult.Refused<EngineTraits> no when no.error() == ErrorClass.DENIED ->
                Future.failedFuture(no.status() == 0 ? "we may not ask the engine" : "GET /info is denied");
            case CallResult.Refused<EngineTraits> no -> Future.failedFuture("the engine does not answer");
            case CallResult.Unknown<EngineTraits> silent -> Future.failedFuture("the engine does not answer");
        });
    }

    static List<Finding> of(EngineTraits traits) {
        List<Finding> found = new ArrayList<>();
        found.add(traits.podman()
                ? Finding.loses("it is Podman, which does not say that somebody asked for a container's end: deaths are"
                        + " told, and not healed; unhealthy ones are restarted", Feature.INTENT)
                        .todo("Docker Engine 20.10 or later says it")
                : Finding.ok("it is Docker" + (traits.distribution().isEmpty() ? "" : " on " + traits.distribution())));
        if (traits.rootless()) {
            found.add(Finding.loses("it is rootless: its containers' groups and disks are its user's, and only he, or"
                    + " root, sees them whole").todo("run Dockmedic as that user"));
        }
        if (!traits.podman() && !traits.swarm()) {
            found.add(traits.liveRestore()
                    ? Finding.ok("live-restore is on: containers run on while the engine is down")
                    : Finding
                            .loses("live-restore is off: a restart of the engine stops every container, which Dockmedic"
                                    + " tells from a fault")
                            .todo("in /etc/docker/daemon.json: \"live-restore\": true",
                                    "then: systemctl reload docker"));
        }
        if (traits.containerd()) {
            found.add(Finding.loses("images are in containerd's store, which may be on another file system than the"
                    + " engine's data root: do not switch on prune before you know that it is not", Feature.ENGINE_DISK)
                    .todo("df /var/lib/docker /var/lib/containerd"));
        }
        return found;
    }
}

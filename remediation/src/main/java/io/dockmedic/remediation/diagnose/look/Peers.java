package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.container.proc.Listening;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The other containers of the engine: how they are on networks, by inspect, and where they listen, by the kernel. */
final class Peers {
    private static final int SECONDS = 2;
    /** Of each question to the engine: many are asked in a storm. */
    private static final int MOST = 60;

    private final Vertx vertx;
    private final DetailCalls details;
    private final Supplier<Collection<Sighting>> sightings;
    private final Owners owners;

    Peers(Vertx vertx, DetailCalls details, Supplier<Collection<Sighting>> sightings, Owners owners) {
        this.vertx = vertx;
        this.details = details;
        this.sightings = sightings;
        this.owners = owners;
    }

    /** Those that may go by one of the names, the likely ones first; of all there are only as many as is seemly. The future never fails. */
    Future<List<Peer>> of(Container own, Set<String> names) {
        List<Sighting> others = sightings.get().stream().filter(one -> !one.container().id().equals(own.id())).toList();
        List<Sighting> likely = Stream.concat(others.stream().filter(one -> isLikely(one.container(), names)),
                others.stream()
                        .filter(one -> !isLikely(one.container(), names)
                                && one.container().service().project().equals(own.service().project())))
                .limit(MOST)
                .toList();
        return details(likely).compose(found -> {
            boolean all = names.stream().allMatch(name -> found.stream().anyMatch(peer -> !peer.under(name).isEmpty()));
            return all
                    ? Future.succeededFuture(found)
                    : details(others.stream().filter(one -> !likely.contains(one)).limit(MOST).toList())
                            .map(more -> Stream.concat(found.stream(), more.stream()).toList());
        });
    }

    private static boolean isLikely(Container one, Set<String> names) {
        return names.contains(one.name()) || names.contains(one.service().name());
    }

    private Future<List<Peer>> details(List<Sighting> of) {
        List<Future<CallResult<Details>>> asked = of.stream()
                .map(one -> details.details(one.container().id()))
                .toList();
        return Future.join(asked).transform(all -> {
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                if (asked.get(i).result() instanceof CallResult.Done<Details>(Details now)) {
                    peers.add(new Peer(of.get(i), now));
                }
            }
            return Future.succeededFuture(peers);
        });
    }

    /** Ports at which somebody listens in it, and whether others can reach them; empty when that cannot be seen from here. The future never fails. */
    Future<Optional<Map<Integer, Boolean>>> listening(Container container, ContainerState state) {
        int pid = state.pid();
        return !state.running() || pid <= 0
                ? Future.succeededFuture(Optional.empty())
                : vertx.executeBlocking(() -> owners.ofProcess(pid)
                        .filter(owner -> owner.id().equals(container.id()))
                        .map(own -> owners.read(pid, "net/tcp"))
                        .filter(tcp -> !tcp.isEmpty())
                        .map(tcp -> Listening.at(tcp, owners.read(pid, "net/tcp6"))), false)
                        .timeout(SECONDS, TimeUnit.SECONDS)
                        .otherwise(Optional.empty());
    }
}

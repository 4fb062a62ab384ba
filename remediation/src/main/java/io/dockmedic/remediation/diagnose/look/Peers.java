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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The other containers of the engine: how they are on networks, by inspect, and where they listen, by the kernel. */
final class Peers {
    private static final int SECONDS = 2;
    /** Seconds for all of them. */
    private static final int LOOKS = 5;
    /** Of each question to the engine: many are asked in a storm. */
    private static final int MOST = 60;

    private final Vertx vertx;
    private final DetailCalls details;
    private final Supplier<Collection<Sighting>> sightings;
    private final Owners owners;

    /**
     * Some of the others.
     *
     * @param whole whether it is all that could go by one of the names
     */
    record Found(List<Peer> peers, boolean whole) {}

    Peers(Vertx vertx, DetailCalls details, Supplier<Collection<Sighting>> sightings, Owners owners) {
        this.vertx = vertx;
        this.details = details;
        this.sightings = sightings;
        this.owners = owners;
    }

    /**
     * Those that may go by one of the names, the likely ones first; of all there are only as many as is seemly, and as answer within some
     * seconds: who is told of a fault waits for this. One question to the engine at a time: what heals asks it too. The future never fails.
     */
    Future<Found> of(Container own, Set<String> names) {
        AtomicBoolean over = new AtomicBoolean();
        return look(own, names, over)
                .timeout(LOOKS, TimeUnit.SECONDS)
                .onComplete(found -> over.set(true))
                .otherwise(new Found(List.of(), false));
    }

    private Future<Found> look(Container own, Set<String> names, AtomicBoolean over) {
        List<Sighting> others = sightings.get().stream().filter(one -> !one.container().id().equals(own.id())).toList();
        List<Sighting> likely = Stream.concat(others.stream().filter(one -> isLikely(one.container(), names)),
                others.stream()
                        .filter(one -> !isLikely(one.container(), names)
                                && one.container().service().project().equals(own.service().project())))
                .limit(MOST)
                .toList();
        return details(likely, over).compose(found -> {
            boolean all = names.stream().allMatch(name -> found.stream().anyMatch(peer -> !peer.under(name).isEmpty()));
            List<Sighting> rest = others.stream().filter(one -> !likely.contains(one)).toList();
            return all
                    ? Future.succeededFuture(new Found(found, true))
                    : details(rest.stream().limit(MOST).toList(), over)
                            .map(more -> new Found(Stream.concat(found.stream(), more.stream()).toList(),
                                    found.size() + more.size() == others.size()));
        });
    }

    private static boolean isLikely(Container one, Set<String> names) {
        return names.contains(one.name()) || names.contains(one.service().name());
    }

    private Future<List<Peer>> details(List<Sighting> of, AtomicBoolean over) {
        List<Peer> peers = new ArrayList<>();
        Future<Void> asked = Future.succeededFuture();
        for (Sighting one : of) {
            asked = asked.compose(done -> over.get()
                    ? Future.<CallResult<Details>>failedFuture("nobody waits for it any more")
                    : details.details(one.container().id())).transform(answer -> {
                        if (answer.result() instanceof CallResult.Done<Details>(Details now)) {
                            peers.add(new Peer(one, now));
                        }
                        return Future.succeededFuture();
                    });
        }
        return asked.map(done -> peers);
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
                        .map(tcp -> Listening.at(tcp + "\n" + owners.read(pid, "net/tcp6"),
                                owners.read(pid, "net/udp") + "\n" + owners.read(pid, "net/udp6"))),
                        false)
                        .timeout(SECONDS, TimeUnit.SECONDS)
                        .otherwise(Optional.empty());
    }
}

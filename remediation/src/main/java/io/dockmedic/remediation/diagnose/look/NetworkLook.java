package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.Needs.Need;
import io.dockmedic.remediation.diagnose.look.Reached.Verdict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The networks that a container is on, what it asks for names, and whether whom it is set up to reach resolves and listens.
 * Nothing is run in it: the engine knows which names it answers for on which network, and the kernel where another one listens.
 */
public final class NetworkLook implements Look {
    private final Peers peers;
    private final Function<String, Future<List<String>>> lines;

    /** @param lines of a small file of the engine's machine; fails with the reason where it cannot be read */
    NetworkLook(Peers peers, Function<String, Future<List<String>>> lines) {
        this.peers = peers;
        this.lines = lines;
    }

    @Override
    public Future<Part> at(Seen seen) {
        List<String> missing = new ArrayList<>();
        List<Need> needs = Search.asksTheEngine(seen.details()) ? seen.details().needs().all() : List.of();
        Future<List<String>> servers = servers(seen, missing);
        return reached(seen, needs, missing).compose(found -> servers.map(conf -> part(seen, found, conf, missing)));
    }

    private Future<List<String>> servers(Seen seen, List<String> missing) {
        String file = seen.details().places().resolvConf();
        return !seen.runs() || file.isEmpty()
                ? Future.succeededFuture(List.of())
                : lines.apply(file)
                        .map(all -> all.stream()
                                .map(String::strip)
                                .filter(line -> line.matches("(nameserver|search|domain|options)\\s.*"))
                                .toList())
                        .otherwise(why -> {
                            missing.add("what its /etc/resolv.conf says: " + why.getMessage());
                            return List.of();
                        });
    }

    private Future<List<Reached>> reached(Seen seen, List<Need> needs, List<String> missing) {
        Set<String> names = needs.stream()
                .filter(Search::isOurs)
                .map(need -> need.host().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (needs.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Future<Peers.Found> others = names.isEmpty()
                ? Future.succeededFuture(new Peers.Found(List.of(), true))
                : peers.of(seen.container(), names);
        Future<Optional<Map<Integer, Boolean>>> own = peers.listening(seen.container(), seen.state());
        return Future.all(others, own).compose(all -> {
            Peers.Found found = others.result();
            if (!found.whole()) {
                missing.add(
                        "whether others go by the names that it uses: not all of them could be looked at in time");
            }
            List<Peer> meant = found.peers()
                    .stream()
                    .filter(peer -> peer.isUp() && names.stream().anyMatch(name -> !peer.under(name).isEmpty()))
                    .toList();
            return listening(meant).map(where -> {
                Search search = new Search(seen, found.peers(),
                        peer -> Optional.ofNullable(where.get(peer.sighting().container().id())), own.result());
                return needs.stream()
                        .map(search::of)
                        .filter(one -> found.whole() || one.verdict() != Verdict.UNKNOWN)
                        .filter(one -> one.need().sure()
                                || (one.verdict() != Verdict.UNKNOWN && one.verdict() != Verdict.OUTSIDE))
                        .toList();
            });
        });
    }

    private Future<Map<String, Map<Integer, Boolean>>> listening(List<Peer> meant) {
        Map<String, Map<Integer, Boolean>> where = new ConcurrentHashMap<>();
        List<Future<Optional<Map<Integer, Boolean>>>> asked = new ArrayList<>();
        for (Peer peer : meant) {
            Sighting one = peer.sighting();
            asked.add(peers.listening(one.container(), one.state())
                    .onSuccess(ports -> ports.ifPresent(found -> where.put(one.container().id(), found))));
        }
        return Future.join(asked).transform(all -> Future.succeededFuture(where));
    }

    private static Part part(Seen seen, List<Reached> found, List<String> conf, List<String> missing) {
        JsonObject json = new JsonObject()
                .put("networks", new JsonArray(seen.details().networks().stream().map(NetworkLook::json).toList()))
                .put("resolver", new JsonArray(conf))
                .put("needs", new JsonArray(found.stream().map(Reached::json).toList()));
        return new Part(json, found.stream()
                .filter(Reached::tells)
                .map(one -> "It is set up to reach " + one.whom() + ": " + one.words() + ".")
                .distinct()
                .toList(), missing);
    }

    private static JsonObject json(Details.Network network) {
        return new JsonObject().put("name", network.name())
                .put("address", network.address())
                .put("gateway", network.gateway())
                .put("aliases", new JsonArray(network.aliases()));
    }
}

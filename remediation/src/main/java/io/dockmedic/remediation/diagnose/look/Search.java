package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.Details.Network;
import io.dockmedic.collectors.engine.detail.Needs.Need;
import io.dockmedic.remediation.diagnose.look.Reached.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges whether a container reaches whom it needs, as the engine's own name server would answer it. Pure. */
final class Search {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "0.0.0.0");

    private final Seen seen;
    private final List<Peer> peers;
    private final Function<Peer, Optional<Map<Integer, Boolean>>> listening;
    private final Optional<Map<Integer, Boolean>> own;
    private final Set<String> networks;

    /**
     * @param listening where another one listens, and whether others can reach that
     * @param own       where it listens itself
     */
    Search(Seen seen, List<Peer> peers, Function<Peer, Optional<Map<Integer, Boolean>>> listening,
            Optional<Map<Integer, Boolean>> own) {
        this.seen = seen;
        this.peers = peers;
        this.listening = listening;
        this.own = own;
        this.networks = Peer.named(seen.details()).stream().map(Network::name).collect(Collectors.toSet());
    }

    /** Whether it asks the engine's name server at all: not where it has the machine's network, or another one's. */
    static boolean asksTheEngine(Details details) {
        String mode = details.settings().getOrDefault("network mode", "");
        return !mode.equals("host") && !mode.startsWith("container:");
    }

    /** A name that only the engine can know: without a dot, and no address. */
    static boolean isOurs(Need need) {
        String host = need.host().toLowerCase(Locale.ROOT);
        return !LOOPBACK.contains(host) && host.indexOf('.') < 0 && !host.matches("\\d+");
    }

    Reached of(Need need) {
        String host = need.host().toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(host)) {
            return itself(need);
        }
        if (seen.details().needs().known().contains(host)) {
            return new Reached(need, Verdict.TOLD, "it is told the address (extra_hosts or a link)", false);
        }
        Optional<Peer> up = on(need).filter(Peer::isUp);
        if (up.isPresent()) {
            return up(need, up.get());
        }
        Optional<Peer> down = on(need);
        if (down.isPresent()) {
            return new Reached(need, Verdict.DOWN, down.get().name() + " has that name on "
                    + shared(down.get(), need) + ", and " + down.get().state() + ": the name does not resolve",
                    !need.ended());
        }
        if (isMe(host)) {
            return new Reached(need, Verdict.ITSELF, "that is the container itself", false);
        }
        return apart(need).orElseGet(() -> isOurs(need)
                ? unknown(need)
                : new Reached(need, Verdict.OUTSIDE,
                        "not a container of this engine: not looked at", false));
    }

    private boolean isMe(String host) {
        return host.equalsIgnoreCase(seen.container().name()) || Peer.named(seen.details())
                .stream()
                .anyMatch(network -> network.aliases().stream().anyMatch(host::equalsIgnoreCase));
    }

    /** Localhost is where people point to when a program moves into a container. */
    private Reached itself(Need need) {
        boolean silent = own.isPresent() && need.port() > 0 && !own.get().containsKey(need.port());
        boolean said = need.port() > 0 && !seen.runs() && seen.firstError().contains(String.valueOf(need.port()));
        return new Reached(need, Verdict.ITSELF, "that is the container itself"
                + (silent ? ", and nobody in it listens there" : ""), silent || said);
    }

    /** Who has that name on a network that both are on; one that runs before one that does not. */
    private Optional<Peer> on(Need need) {
        List<Peer> all = peers.stream().filter(peer -> !shared(peer, need).isEmpty()).toList();
        return all.stream().filter(Peer::isUp).findFirst().or(() -> all.stream().findFirst());
    }

    private String shared(Peer peer, Need need) {
        return peer.under(need.host())
                .stream()
                .map(Network::name)
                .filter(networks::contains)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Reached up(Need need, Peer peer) {
        String who = peer.name() + " on " + shared(peer, need) + ", which " + peer.state();
        boolean sick = peer.sighting().state().paused() || (peer.sighting().state().health() != null
                && peer.sighting().state().health().status().equals("unhealthy"));
        Optional<Map<Integer, Boolean>> ports = listening.apply(peer);
        if (need.port() == 0 || ports.isEmpty()) {
            return new Reached(need, Verdict.RESOLVES, who + (need.port() == 0
                    ? ""
                    : "; whether it listens there cannot be seen from here"), sick);
        }
        Boolean reachable = ports.get().get(need.port());
        if (Boolean.TRUE.equals(reachable)) {
            return new Reached(need, Verdict.ANSWERS, who + ", and listens there", sick);
        }
        String where = ports.get()
                .entrySet()
                .stream()
                .filter(Map.Entry::getValue)
                .map(one -> String.valueOf(one.getKey()))
                .limit(10)
                .collect(Collectors.joining(", "));
        return new Reached(need, Verdict.SILENT, who + ", but "
                + (reachable != null
                        ? "it listens at port " + need.port() + " for itself alone (127.0.0.1)"
                        : "nobody in it listens at port " + need.port()
                                + (where.isEmpty() ? ", nor at any other" : "; it listens at " + where)),
                true);
    }

    /** By its own name, or as a service of the same project: an alias of a stranger is a coincidence. */
    private Optional<Reached> apart(Need need) {
        String project = seen.container().service().project();
        return peers.stream()
                .filter(peer -> peer.name().equalsIgnoreCase(need.host()) || (!project.isEmpty()
                        && peer.sighting().container().service().project().equals(project)
                        && peer.sighting().container().service().name().equalsIgnoreCase(need.host())))
                .findFirst()
                .map(peer -> new Reached(need, Verdict.APART, peer.name() + " has that name, and they share no network"
                        + " on which the engine resolves names: it is on " + names(seen.details()) + ", that on "
                        + names(peer.details()), need.sure() && !need.ended()));
    }

    private static String names(Details details) {
        return details.networks().isEmpty()
                ? "none"
                : details.networks().stream().map(Network::name).sorted().collect(Collectors.joining(", "));
    }

    private Reached unknown(Need need) {
        Set<String> on = new HashSet<>(networks);
        return new Reached(need, Verdict.UNKNOWN, on.isEmpty()
                ? "no container has that name, and it is on no network on which the engine resolves names ("
                        + names(seen.details()) + ")"
                : "no container on its networks (" + String.join(", ", on.stream().sorted().toList())
                        + ") has that name: unless the machine's name servers know it, it does not resolve",
                need.sure() && !need.ended());
    }
}

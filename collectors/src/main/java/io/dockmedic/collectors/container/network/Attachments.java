package io.dockmedic.collectors.container.network;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the kernel shows of containers' networks with what the engine says. Two things the engine does not notice: that the
 * interface of a container is taken away, and that a bridge is, which it makes anew at its own start, without anything attached to
 * it. Blocks while it reads; safe for use by several threads.
 */
final class Attachments {
    /**
     * As one run was when it was first seen.
     *
     * @param interfaces that it had
     * @param addresses  of its endpoints, as far as it had them: what gives itself another one never has
     * @param found      whether it ran when we began to look: what it had before is not known
     */
    private record First(@Nullable Instant run, List<Endpoint> endpoints, Set<String> interfaces,
            Set<String> addresses, boolean found) {
        First {
            interfaces = Set.copyOf(interfaces);
            addresses = Set.copyOf(addresses);
        }

        boolean isOf(ContainerState state) {
            return Objects.equals(run, state.startedAt()) && endpoints.equals(state.endpoints());
        }
    }

    private final Links links;
    private final Bridges bridges;
    private final Map<String, First> firsts = new HashMap<>();
    /** Runs that were seen on a bridge with nothing attached to it: others that are started attach themselves alone. */
    private final Map<String, Set<String>> cutOff = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private Map<String, Long> onEach = Map.of();
    private int rounds;

    Attachments(Links links, Bridges bridges) {
        this.links = links;
        this.bridges = bridges;
    }

    /** A round begins, with all that run. */
    synchronized void begin(Collection<Sighting> all) {
        rounds++;
        Set<String> ids = all.stream().map(one -> one.state().id()).collect(Collectors.toSet());
        firsts.keySet().retainAll(ids);
        cutOff.keySet().retainAll(ids);
        onEach = all.stream()
                .flatMap(one -> one.state().endpoints().stream())
                .collect(Collectors.groupingBy(Endpoint::id, Collectors.counting()));
        seen.retainAll(onEach.keySet().stream().flatMap(network -> bridges.of(network).stream()).toList());
    }

    /** Those that it is off; empty where it cannot be seen from here, or not said. */
    synchronized Optional<List<Off>> look(ContainerState state) {
        return links.of(state)
                .map(interfaces -> look(state, interfaces))
                .filter(off -> !off.isEmpty() || isKnownToBeOn(state));
    }

    /**
     * What ran before our start may have been off already, and then it had something that it has no more: that it has not, that it never
     * had, cannot be told apart. So nothing is said of it, and an incident of before goes on.
     */
    private boolean isKnownToBeOn(ContainerState state) {
        return !Objects.requireNonNull(firsts.get(state.id())).found()
                || state.endpoints()
                        .stream()
                        .allMatch(one -> links.has(state, one.address()) && bridges.of(one.id())
                                .map(links::attached)
                                .filter(OptionalInt::isPresent)
                                .map(OptionalInt::getAsInt)
                                .filter(attached -> attached < onEach.getOrDefault(one.id(), 0L))
                                .isEmpty());
    }

    private List<Off> look(ContainerState state, Set<String> now) {
        First first = first(state, now);
        boolean fewer = !now.containsAll(first.interfaces());
        List<Off> off = new ArrayList<>();
        for (Endpoint endpoint : state.endpoints()) {
            Optional<String> bridge = bridges.of(endpoint.id());
            boolean there = bridge.filter(links::exists).isPresent();
            if (fewer && first.addresses().contains(endpoint.address()) && !links.has(state, endpoint.address())) {
                if (bridge.filter(name -> isWhole(endpoint, name)).isPresent()) {
                    // The machine's end of it is where it was: the container has moved its own, to whatever it tunnels through.
                    continue;
                }
                off.add(new Off(endpoint.network(), "its interface with the address " + endpoint.address() + " is gone"
                        + (there ? "" : bridge.map(name -> ", and so is the bridge " + name).orElse("")), there));
            } else {
                bridge.flatMap(name -> detached(state, endpoint, name, there)).ifPresent(off::add);
            }
        }
        return off;
    }

    private First first(ContainerState state, Set<String> now) {
        First before = firsts.get(state.id());
        if (before != null && before.isOf(state)) {
            return before;
        }
        boolean sameRun = before != null && Objects.equals(before.run(), state.startedAt());
        Set<String> cut = cutOff.getOrDefault(state.id(), Set.of());
        if (before == null || !sameRun) {
            cutOff.remove(state.id());
        } else if (!cut.isEmpty()) {
            // Whom somebody has taken off and put on again is attached anew.
            state.endpoints()
                    .stream()
                    .filter(one -> !before.endpoints().contains(one))
                    .forEach(one -> cut.remove(one.id()));
        }
        First first = first(state, now, sameRun ? before : null);
        firsts.put(state.id(), first);
        return first;
    }

    /** @param before in the same run, on other networks: what it has lost of that it is off still */
    private First first(ContainerState state, Set<String> now, @Nullable First before) {
        Set<String> interfaces = new HashSet<>(now);
        Set<String> addresses = new HashSet<>();
        for (Endpoint endpoint : state.endpoints()) {
            if (links.has(state, endpoint.address())) {
                addresses.add(endpoint.address());
            } else if (before != null && before.addresses().contains(endpoint.address())) {
                addresses.add(endpoint.address());
                interfaces.addAll(before.interfaces());
            }
        }
        return new First(state.startedAt(), state.endpoints(), interfaces, addresses,
                before == null ? rounds <= 1 : before.found());
    }

    /** Whether as many are attached to the bridge as there are on the network. */
    private boolean isWhole(Endpoint endpoint, String bridge) {
        OptionalInt attached = links.attached(bridge);
        return attached.isPresent() && attached.getAsInt() >= onEach.getOrDefault(endpoint.id(), 0L);
    }

    private Optional<Off> detached(ContainerState state, Endpoint endpoint, String bridge, boolean there) {
        if (links.mapped(state)) {
            return Optional.empty();
        }
        if (!there) {
            // One that was never seen may go by another name here, or be another machine's.
            return seen.contains(bridge)
                    ? Optional.of(new Off(endpoint.network(), "its bridge " + bridge + " is gone", false))
                    : Optional.empty();
        }
        seen.add(bridge);
        OptionalInt attached = links.attached(bridge);
        if (attached.isEmpty()) {
            return Optional.empty();
        }
        Set<String> cut = cutOff.computeIfAbsent(state.id(), id -> new HashSet<>());
        if (attached.getAsInt() == 0) {
            cut.add(endpoint.id());
        } else if (attached.getAsInt() >= onEach.getOrDefault(endpoint.id(), 0L)) {
            cut.remove(endpoint.id());
        }
        return cut.contains(endpoint.id())
                ? Optional.of(new Off(endpoint.network(),
                        "its bridge " + bridge + " was made anew, and it is not attached to that", true))
                : Optional.empty();
    }
}

package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.action.stack.Need;
import io.dockmedic.remediation.action.stack.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In which order containers are started that were stopped for a while, each after what it depends on. Pure. */
final class Sequence {
    /** Those that a stop of the other one would cut off. */
    private static final String SHARES = "shares";

    private final Map<String, ContainerState> byName;
    private final Map<String, Blueprint> all;

    /**
     * @param stopped those that are
     * @param all     how every container was made, by id
     */
    Sequence(List<ContainerState> stopped, Map<String, Blueprint> all) {
        this.byName = stopped.stream()
                .collect(Collectors.toMap(ContainerState::name, Function.identity(), (one, same) -> one, TreeMap::new));
        this.all = Map.copyOf(all);
    }

    /** @throws Refusal where others would be cut off, or there is no order */
    List<Drained> drained() throws Refusal {
        cutOff();
        Map<String, Need> needs = new HashMap<>();
        Map<String, Set<String>> edges = new TreeMap<>();
        byName.forEach((name, state) -> {
            Set<String> on = edges.computeIfAbsent(name, first -> new TreeSet<>());
            Need.of(state.labels())
                    .forEach((service, need) -> of(state, service).forEach(other -> {
                        on.add(other);
                        needs.merge(other, need == Need.COMPLETED ? Need.STARTED : need, Need::more);
                    }));
            byName.values()
                    .stream()
                    .filter(host -> shares(state.id(), host.id()))
                    .map(ContainerState::name)
                    .forEach(on::add);
        });
        Order order = Order.of(edges);
        if (!order.cycle().isEmpty()) {
            throw Refusal.of("what uses it depends on each other in a circle: " + String.join(" -> ", order.cycle()));
        }
        return order.services()
                .stream()
                .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
                .map(state -> Drained.of(state, Service.of(state.name(), state.labels()).key(),
                        needs.getOrDefault(state.name(), Need.STARTED),
                        List.copyOf(edges.getOrDefault(state.name(), Set.of()))))
                .toList();
    }

    /** Those of a service in the same project. */
    private List<String> of(ContainerState dependent, String service) {
        String project = Service.of(dependent.name(), dependent.labels()).project();
        return byName.values()
                .stream()
                .filter(other -> !other.id().equals(dependent.id()) && !project.isEmpty())
                .filter(other -> {
                    Service its = Service.of(other.name(), other.labels());
                    return its.project().equals(project) && its.name().equals(service);
                })
                .map(ContainerState::name)
                .toList();
    }

    private boolean shares(String one, String host) {
        Blueprint child = all.get(one);
        Blueprint parent = all.get(host);
        return child != null && parent != null && !one.equals(host)
                && child.livesOn(parent).filter(how -> how.startsWith(SHARES)).isPresent();
    }

    private void cutOff() throws Refusal {
        for (ContainerState host : byName.values()) {
            List<String> left = all.keySet()
                    .stream()
                    .filter(id -> byName.values().stream().noneMatch(one -> one.id().equals(id)))
                    .filter(id -> shares(id, host.id()))
                    .map(id -> Optional.ofNullable(all.get(id)).map(Blueprint::name).orElse(id))
                    .sorted()
                    .toList();
            if (!left.isEmpty()) {
                throw Refusal.of(host.name() + " uses it, and is not stopped: " + String.join(", ", left)
                        + " would be cut off from what is shared with it");
            }
        }
    }
}

package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ErrorClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is to be done with a project, from how it was found. Pure. */
sealed interface Plan {
    /** Nothing. */
    record Against(ErrorClass error, String why) implements Plan {}

    /**
     * That.
     *
     * @param turns   each after what it depends on
     * @param skipped who is left alone, each with the reason
     */
    record Course(String project, List<Turn> turns, List<String> skipped) implements Plan {
        /** For a person. */
        String words() {
            return order() + "; " + (skipped.isEmpty()
                    ? "nobody is left alone"
                    : "left alone: "
                            + String.join(", ", skipped));
        }

        /** What is done, whoever else is left alone for whichever reason. */
        String order() {
            return project + " in this order: " + turns.stream()
                    .map(turn -> turn.name() + " (" + turn.need().words() + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Of these.
     *
     * @param own     the incident's container
     * @param members all of the project
     * @param guests  names of containers that are of no concern here and live on one of them, by its id
     */
    static Plan of(String project, String own, List<Member> members, Map<String, List<String>> guests) {
        Order order = Order.of(edges(members));
        if (!order.cycle().isEmpty()) {
            return new Against(ErrorClass.BAD_REQUEST,
                    "its services depend on each other in a circle: " + String.join(" -> ", order.cycle()));
        }
        List<Member> settled = settled(members, guests);
        Optional<Member> asking = settled.stream().filter(one -> one.id().equals(own)).findFirst();
        if (asking.isEmpty()) {
            return new Against(ErrorClass.NOT_FOUND, "the container is none of project " + project + " any more");
        }
        if (asking.get().leftAlone()) {
            return new Against(ErrorClass.BAD_REQUEST, asking.get().name() + ": " + asking.get().against());
        }
        return new Course(project, turns(order, settled), settled.stream()
                .filter(Member::leftAlone)
                .map(one -> one.name() + " (" + one.against() + ")")
                .sorted()
                .toList());
    }

    private static Map<String, Set<String>> edges(List<Member> members) {
        Map<String, String> services = members.stream().collect(Collectors.toMap(Member::id, Member::service));
        Map<String, Set<String>> edges = new TreeMap<>();
        for (Member one : members) {
            Set<String> on = edges.computeIfAbsent(one.service(), first -> new TreeSet<>());
            on.addAll(one.needs().keySet());
            one.livesOn()
                    .stream()
                    .map(id -> services.getOrDefault(id, one.service()))
                    .filter(service -> !service.equals(one.service()))
                    .forEach(on::add);
        }
        return edges;
    }

    /** Who cannot be restarted because of who is left alone is left alone too, until nobody is left of whom that is so. */
    private static List<Member> settled(List<Member> members, Map<String, List<String>> guests) {
        List<Member> now = members;
        while (true) {
            List<Member> known = now;
            List<Member> next = now.stream()
                    .map(one -> one.leftAlone() ? one : because(one, known, guests).map(one::leave).orElse(one))
                    .toList();
            if (next.equals(now)) {
                return next;
            }
            now = next;
        }
    }

    private static Optional<String> because(Member one, List<Member> all, Map<String, List<String>> guests) {
        List<String> living = new ArrayList<>(guests.getOrDefault(one.id(), List.of()));
        all.stream()
                .filter(other -> other.leftAlone() && other.state().running() && other.livesOn().contains(one.id()))
                .map(Member::name)
                .forEach(living::add);
        if (!living.isEmpty()) {
            return Optional.of(String.join(", ", living)
                    + " would be cut off from what is shared with it, and is left alone");
        }
        return all.stream()
                .filter(Member::leftAlone)
                .flatMap(other -> Optional.ofNullable(one.needs().get(other.service()))
                        .filter(need -> !other.met(need))
                        .map(need -> "it depends on " + other.name() + ", which is left alone and "
                                + need.missing(other.state()))
                        .stream())
                .findFirst();
    }

    private static List<Turn> turns(Order order, List<Member> members) {
        Map<String, Need> needed = new HashMap<>();
        members.forEach(one -> one.needs().forEach((service, need) -> needed.merge(service, need, Need::more)));
        Map<String, List<Member>> byService = members.stream()
                .filter(one -> !one.leftAlone())
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .collect(Collectors.groupingBy(Member::service));
        Function<String, List<Member>> of = service -> byService.getOrDefault(service, List.of());
        List<Turn> turns = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String service : order.services()) {
            for (Member one : of.apply(service)) {
                Set<String> after = new TreeSet<>();
                one.needs().keySet().forEach(on -> of.apply(on).forEach(before -> after.add(before.id())));
                List<String> livesOn = one.livesOn().stream().filter(known::contains).toList();
                after.addAll(livesOn);
                turns.add(Turn.of(one, needed.getOrDefault(service, Need.STARTED), List.copyOf(after), livesOn));
            }
            of.apply(service).forEach(one -> known.add(one.id()));
        }
        return turns;
    }
}

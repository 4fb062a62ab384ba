package io.dockmedic.remediation.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One act at a time on each service, and one on each stack, which is all services of a Compose project: who has it now. */
public final class Lanes {
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, String> stacks = new HashMap<>();
    private final Set<String> closed = new HashSet<>();

    /** Takes the service for {@code holder}, an incident's or an act's id. */
    public void take(String service, String holder) {
        holders.putIfAbsent(service, holder);
    }

    /** Takes the service for as long as we run: what was under way there when we were cut off cannot be known. */
    public void close(String service) {
        take(service, "a remedy that cannot be read");
        closed.add(service);
    }

    /** Whether nobody gives the service back while we run. */
    public boolean isClosed(String service) {
        return closed.contains(service);
    }

    /** The same of the service, or of another of its stack. */
    public boolean isStackClosed(String service) {
        String stack = stack(service);
        return isClosed(service)
                || (!stack.isEmpty() && closed.stream().anyMatch(other -> stack(other).equals(stack)));
    }

    /** Takes the whole stack of which the service is, beside the service. */
    public void takeStack(String service, String holder) {
        take(service, holder);
        String stack = stack(service);
        if (!stack.isEmpty()) {
            stacks.putIfAbsent(stack, holder);
        }
    }

    /** Takes, for {@code holder}, an action of which one act is under way at a time. */
    public void takeAction(String action, String holder) {
        holders.putIfAbsent(lane(action), holder);
    }

    /** Why {@code asker} may not begin such an action on whatever it is; empty when it may. */
    public String actionBusy(String action, String asker) {
        return Optional.ofNullable(holders.get(lane(action)))
                .filter(holder -> !holder.equals(asker))
                .map(holder -> "another " + action + ", of " + holder + ", is under way")
                .orElse("");
    }

    /** Takes, for {@code holder}, what is healed one after the other because one cause made it. */
    public void takeCause(String cause, String holder) {
        holders.putIfAbsent(lane(cause), holder);
    }

    /** Why {@code asker} may not begin to heal what that cause made; empty when it may. */
    public String causeBusy(String cause, String asker) {
        return Optional.ofNullable(holders.get(lane(cause)))
                .filter(holder -> !holder.equals(asker))
                .map(holder -> "one after the other, for one cause made them all: " + holder + " is being healed")
                .orElse("");
    }

    /** The lane of a part of the machine. No service is called so. */
    public static String ofPart(String part) {
        return "*" + part;
    }

    /** No service is called so. */
    private static String lane(String action) {
        return "*" + action;
    }

    /** Gives back whatever {@code holder} has: an incident may be about another service by now than when it took the first. */
    public void giveBack(String holder) {
        holders.values().removeIf(holder::equals);
        stacks.values().removeIf(holder::equals);
    }

    /** Gives back the stacks that {@code holder} has, and keeps the services. */
    public void giveBackStack(String holder) {
        stacks.values().removeIf(holder::equals);
    }

    /** Who has the service; empty when nobody does. */
    public String holder(String service) {
        return holders.getOrDefault(service, "");
    }

    /** Why {@code asker} may not begin an act on the service; empty when it may. */
    public String busy(String service, String asker) {
        return Optional.ofNullable(holders.get(service))
                .filter(holder -> !holder.equals(asker))
                .map(holder -> "an act of " + holder + " on it has not settled")
                .or(() -> Optional.ofNullable(stacks.get(stack(service)))
                        .filter(holder -> !holder.equals(asker))
                        .map(holder -> "an act of " + holder + " on its whole stack has not settled"))
                .orElse("");
    }

    /** Why {@code asker} may not begin an act on the whole stack of which the service is; empty when it may. */
    public String stackBusy(String service, String asker) {
        String stack = stack(service);
        return holders.entrySet()
                .stream()
                .filter(one -> !stack.isEmpty() && stack(one.getKey()).equals(stack))
                .filter(one -> !one.getValue().equals(asker))
                .map(one -> "an act of " + one.getValue() + " on " + one.getKey() + " has not settled")
                .sorted()
                .findFirst()
                .orElseGet(() -> busy(service, asker));
    }

    /** The Compose project, by a service's key; empty for what is of none. */
    private static String stack(String service) {
        int slash = service.indexOf('/');
        return slash < 0 ? "" : service.substring(0, slash);
    }
}

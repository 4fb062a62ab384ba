package io.dockmedic.remediation.view;

import java.util.HashMap;
import java.util.Map;

/** One act at a time on each service: who has it now. */
public final class Lanes {
    private final Map<String, String> holders = new HashMap<>();

    /** Takes the service for {@code holder}, an incident's or an act's id. */
    public void take(String service, String holder) {
        holders.putIfAbsent(service, holder);
    }

    /** Gives it back, if {@code holder} has it. */
    public void giveBack(String service, String holder) {
        holders.remove(service, holder);
    }

    /** Why {@code asker} may not begin an act on the service; empty when it may. */
    public String busy(String service, String asker) {
        String holder = holders.get(service);
        return holder == null || holder.equals(asker) ? "" : "an act of " + holder + " on it has not settled";
    }
}

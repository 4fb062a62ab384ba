package io.dockmedic.remediation.record;

import java.util.List;

/**
 * What the journal knows from before.
 *
 * @param acts       of the time that budgets look back to, oldest first
 * @param open       acts whose outcome is not known
 * @param ladders    that have not ended, or in which a person was told lately
 * @param deliveries not taken yet, oldest first
 */
public record History(
        List<Act> acts, List<ActRecord> open, List<LadderRecord> ladders, List<Delivery> deliveries) {
    public static final History EMPTY = new History(List.of(), List.of(), List.of(), List.of());
}

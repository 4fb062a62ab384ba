package io.dockmedic.remediation.record;

import io.dockmedic.remediation.question.Question;
import java.time.Instant;
import java.util.List;

/**
 * What the journal knows from before.
 *
 * @param acts       of the time that budgets look back to, oldest first
 * @param open       acts whose outcome is not known
 * @param owed       acts whose change is to be put back
 * @param updates    acts that changed how a container is set up, whether that is still owed or not, oldest first
 * @param held       acts that took a service down on purpose, oldest first
 * @param ladders    that have not ended, or in which a person was told lately
 * @param unreadable ladders whose rows cannot be read
 * @param asked      lately, however that ended
 * @param deliveries not taken yet, oldest first
 * @param pages      what receivers were told of that is not over
 */
public record History(
        List<Act> acts, List<ActRecord> open, List<ActRecord> owed, List<ActRecord> updates,
        List<ActRecord> held,
        List<LadderRecord> ladders,
        List<Unreadable> unreadable,
        List<Question> asked,
        List<Delivery> deliveries,
        List<Page> pages) {
    /**
     * A ladder of which no more is known.
     *
     * @param ended nothing was under way any more
     */
    public record Unreadable(String incident, String service, boolean ended, String why) {}

    public static final History EMPTY = new History(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), List.of());

    /** The same, with nothing in it later than now: a boot may begin with a wall clock that is behind the last one's. */
    public History notAfter(Instant now) {
        return new History(
                acts.stream().map(act -> act.notAfter(now)).toList(),
                open.stream().map(act -> act.notAfter(now)).toList(),
                owed.stream().map(act -> act.notAfter(now)).toList(),
                updates.stream().map(act -> act.notAfter(now)).toList(),
                held.stream().map(act -> act.notAfter(now)).toList(),
                ladders.stream().map(ladder -> ladder.notAfter(now)).toList(),
                unreadable,
                asked.stream().map(one -> one.notAfter(now)).toList(),
                deliveries.stream().map(delivery -> delivery.notAfter(now)).toList(),
                pages.stream().map(page -> page.notAfter(now)).toList());
    }
}

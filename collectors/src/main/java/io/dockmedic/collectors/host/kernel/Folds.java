package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.KernelEvent.Quiet;
import io.dockmedic.collectors.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes few events of many findings: the first of a key is told at once, those of the minute after it together, and
 * when there were none the key is over, which is told too. So a flood is one event a minute for each key, and of keys there are
 * at most {@value #MOST}; findings of further ones are left out and counted. For one thread.
 */
final class Folds {
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MOST = 100;

    private final Map<Finding.Key, Fold> open = new LinkedHashMap<>();
    private long refused;

    /** @param last what came after the first, or after the event before; empty when nothing has */
    private record Fold(Optional<Finding> last, int more, Instant until) {}

    /** @param begun what was open when we last ran */
    Folds(Collection<Finding.Key> begun, Instant now) {
        begun.stream().limit(MOST).forEach(key -> open.put(key, nothingYet(now)));
    }

    private static Fold nothingYet(Instant now) {
        return new Fold(Optional.empty(), 0, now.plus(WINDOW));
    }

    /** The event to tell now, if it is not to wait. */
    Optional<Event> take(Finding finding, Instant now) {
        Fold fold = open.get(finding.key());
        if (fold != null) {
            open.put(finding.key(), new Fold(Optional.of(finding), fold.more() + 1, fold.until()));
            return Optional.empty();
        }
        if (open.size() >= MOST) {
            refused++;
            return Optional.empty();
        }
        open.put(finding.key(), nothingYet(now));
        return Optional.of(finding.event().apply(1));
    }

    /** What is to be told because a minute has passed. */
    List<Event> due(Instant now) {
        List<Event> told = new ArrayList<>();
        for (Iterator<Map.Entry<Finding.Key, Fold>> all = open.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Finding.Key, Fold> one = all.next();
            Fold fold = one.getValue();
            if (now.isBefore(fold.until())) {
                continue;
            }
            if (fold.last().isPresent()) {
                told.add(fold.last().get().event().apply(fold.more()));
                one.setValue(nothingYet(now));
            } else {
                all.remove();
                Finding.Key key = one.getKey();
                told.add(new Quiet(now, key.host(), Origin.DOCKMEDIC, key.kind(), key.subject()));
            }
        }
        return told;
    }

    /** What something was found of within the last minute or two. */
    Set<Finding.Key> keys() {
        return Set.copyOf(open.keySet());
    }

    /** How many findings were left out since this was asked last. */
    long takeRefused() {
        long taken = refused;
        refused = 0;
        return taken;
    }
}

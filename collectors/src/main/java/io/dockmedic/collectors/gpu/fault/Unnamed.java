package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Faults of programs of NVIDIA's of which the log does not say which program it was. Whose it is, a reading begun after the fault helps to
 * tell: such a line waits for that as long as the library's word waits for the log. What calls for more is told at once. For one thread.
 */
final class Unnamed {
    /** In a flood it does not matter who made which. */
    private static final int MOST = 1_000;

    private final Deque<Diagnosed> held = new ArrayDeque<>();

    /** What is to be told now, of these and those before. */
    List<Diagnosed> round(List<Diagnosed> fresh, Instant now) {
        List<Diagnosed> told = new ArrayList<>();
        fresh.forEach(one -> (waits(one) ? held : told).add(one));
        while (!held.isEmpty() && (held.size() > MOST || due(held.peek(), now))) {
            told.add(held.remove());
        }
        return told;
    }

    private static boolean waits(Diagnosed one) {
        Report report = one.report();
        return report.vendor().equals(Gpu.NVIDIA) && report.pid() == 0 && one.need().cure() == Cure.APPLICATION;
    }

    private static boolean due(Diagnosed one, Instant now) {
        return !one.report().at().plus(Merge.WAIT).isAfter(now);
    }
}

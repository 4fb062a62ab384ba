package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Neighbours;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waited for a processor beside whom, of those that were read last. Not each that waits is another's victim:
 *
 * <ul>
 *   <li>What its own quota held it back does not count, at most for as many of its periods as were cut short: to the kernel what
 *       is throttled waits for a processor, however many are idle.
 *   <li>One that used half as much as the other or more is a rival. Where two want all there is, both wait, and by a little
 *       more or less it is not to be said who is in whose way.
 *   <li>One whose share was made smaller ({@code --cpu-shares} below the ordinary 1024 and the other's) is to give way.
 * </ul>
 *
 * That one waits for threads of its own, on processors that it is kept to ({@code --cpuset-cpus}), is not told apart. For one
 * thread.
 */
final class Neighbourhood {
    private static final int ALL = 100;
    private static final long ORDINARY = ContainerState.Limits.NONE.cpuShares();
    private static final Comparator<Used> LONGEST_FIRST = Comparator
            .comparingInt(Neighbourhood::waited)
            .reversed()
            .thenComparing(Used::name);

    private final Map<String, Used> last = new HashMap<>();
    private List<Used> waiting = List.of();
    private int processors;

    /** @param online how many processors the host has; 0 where that is not known */
    void all(Collection<Used> all, int online) {
        processors = online;
        last.clear();
        some(all);
    }

    /** The others stay as they were read last. */
    void some(Collection<Used> some) {
        some.forEach(one -> last.put(one.id(), one));
        waiting = last.values()
                .stream()
                .filter(one -> waited(one) > 0)
                .sorted(LONGEST_FIRST)
                .toList();
    }

    Neighbours of(Used one) {
        int share = processors == 0 ? 0 : Math.min(ALL, one.usage().cpuPercent() / processors);
        return waiting.stream()
                .filter(other -> isVictim(other, one))
                .findFirst()
                .map(other -> new Neighbours(share, other.name(), waited(other)))
                .orElseGet(() -> new Neighbours(share, "", 0));
    }

    /** Percent of the time for which it did for certain, but for what its quota did. */
    private static int waited(Used one) {
        return Math.max(0, one.usage().cpuPressurePercent() - one.usage().throttledPercent());
    }

    private static boolean isVictim(Used other, Used of) {
        return !other.id().equals(of.id())
                && other.usage().cpuPercent() * 2L < of.usage().cpuPercent()
                && !givesWay(other.shares(), of.shares());
    }

    private static boolean givesWay(long shares, long others) {
        return shares < ORDINARY && shares < others;
    }
}

package io.dockmedic.collectors.host.disk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The file systems that are watched: those that matter now, and for five minutes those that did, so that a container's
 * restart does not end what is known of its disks. For one thread.
 */
final class Watched {
    private static final Duration LINGER = Duration.ofMinutes(5);

    private Map<String, Needed> byPoint = new LinkedHashMap<>();

    private record Needed(Filesystem filesystem, Instant last) {}

    /**
     * All to be watched now.
     *
     * @param mounted whether one that does not matter any more is still there
     */
    List<Filesystem> now(List<Filesystem> matter, Predicate<Filesystem> mounted, Instant now) {
        Map<String, Needed> next = new LinkedHashMap<>();
        matter.forEach(one -> next.put(one.mountpoint(), new Needed(one, now)));
        byPoint.values()
                .stream()
                .filter(before -> now.isBefore(before.last().plus(LINGER)) && mounted.test(before.filesystem()))
                .forEach(before -> next.putIfAbsent(before.filesystem().mountpoint(), before));
        byPoint = next;
        List<Filesystem> all = new ArrayList<>();
        next.values().forEach(one -> all.add(one.filesystem()));
        return List.copyOf(all);
    }
}

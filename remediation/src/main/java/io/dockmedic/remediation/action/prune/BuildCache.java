package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Bytes;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What builds left behind to be faster next time, and no build has used for a while: how much there is of it. Pure.
 *
 * @param pieces how many, by the engine's word for their type
 * @param bytes  of them all
 */
record BuildCache(Map<String, Long> pieces, long bytes) {
    static final String KIND = "build_cache";

    /** All of it goes by one call, so it is one thing. */
    private static final String ALL = "all";

    BuildCache {
        pieces = new TreeMap<>(pieces);
    }

    /** Of what there is, what nothing uses and no build has used since. */
    static BuildCache unused(List<CacheEntry> entries, Instant since) {
        List<CacheEntry> unused = entries.stream()
                .filter(entry -> !entry.used() && entry.lastUsed().isBefore(since))
                .toList();
        return new BuildCache(
                unused.stream().collect(Collectors.groupingBy(CacheEntry::type, Collectors.counting())),
                unused.stream().mapToLong(CacheEntry::bytes).sum());
    }

    /** There is nothing of it. */
    boolean none() {
        return pieces.isEmpty();
    }

    /** {@code 12 pieces of build cache of 1.5 GiB (10 regular, 2 source.local)}. */
    String words() {
        return words(pieces.values().stream().mapToLong(Long::longValue).sum(), bytes) + " (" + types() + ")";
    }

    /** {@code 12 pieces of build cache of 1.5 GiB}. */
    static String words(long pieces, long bytes) {
        return pieces + (pieces == 1 ? " piece" : " pieces") + " of build cache of " + Bytes.text(bytes);
    }

    /** That there is none. */
    static String nothing(Duration unused) {
        return "there is no build cache that no build has used for " + age(unused);
    }

    /** {@code 7 d}, {@code 24 h}, {@code 1h30m}. */
    static String age(Duration unused) {
        if (unused.toDays() > 1 && unused.equals(Duration.ofDays(unused.toDays()))) {
            return unused.toDays() + " d";
        }
        return unused.equals(Duration.ofHours(unused.toHours()))
                ? unused.toHours() + " h"
                : PrometheusDuration.format(unused);
    }

    /** As the journal has it. */
    Thing thing() {
        return new Thing(KIND, ALL, types(), bytes);
    }

    private String types() {
        return pieces.entrySet()
                .stream()
                .map(type -> type.getValue() + " " + type.getKey())
                .collect(Collectors.joining(", "));
    }
}

package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.ImageEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which images may go of those to which no name leads. Pure. */
final class Untagged {
    private static final String PROTECT = "dockmedic.protect";

    private Untagged() {}

    /** Whether it can be thought of at all. */
    static boolean candidate(ImageEntry image, Set<String> used, Set<String> pinned) {
        return image.tags().isEmpty()
                && !used.contains(image.id())
                && !pinned.contains(image.id())
                && !image.labels().getOrDefault(PROTECT, "").strip().equalsIgnoreCase("true");
    }

    /**
     * In the order in which they can go: what is built on another goes before it, else the oldest first. What something
     * that stays is built on, stays.
     *
     * @param all every image there is
     * @param goes whether it may go, for itself
     * @param since when each came to be, or was last given a name
     */
    static List<ImageEntry> inOrder(List<ImageEntry> all, Predicate<ImageEntry> goes, Map<String, Instant> since) {
        Map<String, List<ImageEntry>> children = all.stream()
                .filter(image -> !image.parent().isEmpty())
                .collect(Collectors.groupingBy(ImageEntry::parent));
        List<ImageEntry> left = new ArrayList<>(all.stream()
                .filter(goes)
                .sorted(Comparator.comparing((ImageEntry image) -> since.getOrDefault(image.id(), image.created()))
                        .thenComparing(ImageEntry::id))
                .toList());
        List<ImageEntry> order = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        boolean more = true;
        while (more) {
            List<ImageEntry> leaves = left.stream()
                    .filter(image -> children.getOrDefault(image.id(), List.of())
                            .stream()
                            .allMatch(child -> gone.contains(child.id())))
                    .toList();
            leaves.forEach(image -> gone.add(image.id()));
            order.addAll(leaves);
            more = left.removeAll(leaves);
        }
        return order;
    }
}

package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.rules.file.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * Who hears of what, also of receivers whose address is not looked up.
 *
 * @param entries in the order of the file
 */
public record Roster(List<Entry> entries) {
    /**
     * One receiver.
     *
     * @param later whether it hears only of what another has not acknowledged
     */
    public record Entry(String name, Audience audience, boolean later) {
        private boolean hearsAllOf(String route) {
            return !later && audience.ofAll()
                    && (audience.routes().isEmpty() || audience.routes().contains(route));
        }
    }

    public Roster {
        entries = List.copyOf(entries);
    }

    /** For a person, a line each; none where every one hears everything. */
    public List<String> lines() {
        if (entries.stream().allMatch(entry -> entry.audience().equals(Audience.EVERYTHING))) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            lines.add("receiver " + entry.name() + " hears "
                    + (entry.later() ? "what another does not acknowledge" : entry.audience()));
        }
        List<String> open = Routes.ALL.stream()
                .filter(route -> entries.stream().noneMatch(entry -> entry.hearsAllOf(route)))
                .toList();
        if (!open.isEmpty()) {
            lines.add("what has route " + String.join(", ", open) + " and is for none of them goes to all");
        }
        return lines;
    }
}

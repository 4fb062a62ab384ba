package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.event.BackupEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen since our start of things that were backed up, also when their files went: that is no reason to say nothing. */
final class Known {
    private final Map<String, Shelves.Newest> byKey = new TreeMap<>();

    /** All of them, with what there is now. */
    List<Shelves.Newest> with(List<Shelves.Newest> now) {
        byKey.replaceAll((key, one) -> one.gone());
        now.forEach(one -> byKey.put(one.key(), one));
        return List.copyOf(byKey.values());
    }

    /** Of what went and is expected by no rule nothing is said after that. */
    void said(List<BackupEvent.Sampled> all) {
        byKey.values()
                .removeIf(one -> one.kept() == 0 && all.stream()
                        .anyMatch(said -> said.rule().isEmpty() && said.name().equals(one.name())
                                && Source.plain(said.service()).equals(one.folder())));
    }
}

package io.dockmedic.collectors.audit.sweep;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.event.AuditEvent;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what was not so before, once. For one thread. */
final class Changes {
    /** A container with more has worse to be done about it first, and the list has them all. */
    private static final int MOST_TOLD = 20;

    private Map<String, Audited> before = new HashMap<>();

    /** Those that are new with findings, whose findings changed, or that are gone and had some. */
    List<Event> since(List<Audited> now, String host, Instant at) {
        int risky = Math.toIntExact(now.stream().filter(Audited::isRisky).count());
        List<Event> events = new ArrayList<>();
        Map<String, Audited> after = new HashMap<>();
        for (Audited audited : now) {
            String id = audited.container().id();
            after.put(id, audited);
            Audited last = before.remove(id);
            List<Finding> known = last == null ? List.of() : last.findings();
            if (!known.equals(audited.findings())) {
                events.add(event(audited, host, at, risky));
            }
        }
        before.values()
                .stream()
                .filter(gone -> !gone.findings().isEmpty())
                .forEach(gone -> events.add(event(new Audited(gone.container(), List.of()), host, at, risky)));
        before = after;
        return events;
    }

    private static Event event(Audited audited, String host, Instant at, int risky) {
        List<Finding> findings = audited.findings();
        String worst = findings.stream().map(Finding::severity).max(Severity::compareTo).map(Severity::word).orElse("");
        Container container = audited.container();
        // Rules of this kind have no use for labels, and a label may hold a secret.
        Container bare = new Container(container.id(), container.name(), container.image(), Map.of(),
                container.service(), container.job());
        return new AuditEvent.Found(at, host, Origin.DOCKMEDIC, bare,
                findings.stream().map(Finding::check).distinct().sorted().toList(), worst, findings.size(), risky,
                findings.stream().map(Changes::instead).distinct().limit(MOST_TOLD).toList());
    }

    private static String instead(Finding finding) {
        return finding.check() + ": " + finding.instead();
    }
}

package io.dockmedic.api.view;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.record.RemedyReader;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.state.IncidentReader;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was before our start, as the journal knows it: all open incidents, the newest resolved ones, and their remedies. Of what
 * {@link IncidentView} has no room for, open ones come thinned, and resolved ones are not read.
 */
public final class JournalPast implements Past {
    private final IncidentReader incidents;
    private final RemedyReader remedies;

    public JournalPast(Journal journal, Kinds kinds) {
        this.incidents = new IncidentReader(journal, kinds);
        this.remedies = new RemedyReader(journal);
    }

    @Override
    public Future<List<IncidentEntry>> read() {
        Newest resolved = new Newest(IncidentView.HEAVIEST);
        Newest open = new Newest(IncidentView.HEAVIEST);
        Future<List<RemedyChange>> remedied = remedies.latest(IncidentView.RESOLVED);
        return Future.all(
                incidents.resolved(IncidentView.RESOLVED, resolved::take),
                incidents.open(open::takeAnyway),
                remedied)
                .map(all -> join(resolved.taken(), open.taken(), remedied.result()));
    }

    private static List<IncidentEntry> join(List<Incident> resolved, List<Incident> open,
            List<RemedyChange> remedied) {
        Map<String, Incident> byId = new TreeMap<>();
        resolved.forEach(incident -> byId.put(incident.id(), incident));
        open.forEach(incident -> byId.put(incident.id(), incident));
        Map<String, RemedyChange> remedies = new HashMap<>();
        remedied.forEach(remedy -> remedies.put(remedy.incident(), remedy));
        return byId.values()
                .stream()
                .sorted(Comparator.comparing(Incident::activeAt).thenComparing(Incident::id))
                .map(incident -> new IncidentEntry(incident, remedies.get(incident.id())))
                .toList();
    }
}

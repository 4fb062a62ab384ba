package io.dockmedic.api.view;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Incidents with much text in them. */
final class Heavy {
    static final int KIBI = 1024;

    private Heavy() {}

    /** Of so many alerts, with so many characters each; a second apart. */
    static Incident incident(String id, Incident.State state, int events, int each) {
        String text = "x".repeat(each);
        List<Event> evidence = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            evidence.add(Alert.unplaced(Samples.THEN.plusSeconds(i), "host1", "f" + i, "Slow", Alert.FIRING, "",
                    Map.of(), Map.of("summary", text)));
        }
        return new Incident(id, "AnyAlert", id, state, Samples.THEN, Samples.THEN,
                state == Incident.State.RESOLVED ? Samples.THEN.plusSeconds(99) : null, "", Map.of(), Map.of(),
                evidence, events);
    }

    /** With one attempt that has an outcome of so many characters. */
    static RemedyChange remedy(String incident, int outcome) {
        return new RemedyChange(Samples.THEN, incident, "AnyAlert", "shop/web/1", "escalated", "",
                List.of(new Attempt(Samples.THEN, "restart", 1, "act", "clear", "", "x".repeat(outcome))), false,
                true);
    }
}

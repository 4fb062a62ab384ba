package io.dockmedic.rules.engine;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.time.Instant;
import java.util.Optional;

/** What was remembered for a rule that is not there any more. */
final class Orphans {
    private Orphans() {}

    static void resolve(KeyId id, KeyState state, Instant now, Outcome.Builder out) {
        out.state(id, Optional.empty());
        Incident incident = state.incident();
        if (incident != null) {
            Incident over = IncidentFactory.resolved(incident, now,
                    "the rule was changed or removed while we were away");
            out.change(new IncidentChange(What.RESOLVED, over, RemedyPlan.NONE));
        }
    }
}

package io.dockmedic.rules.engine;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was remembered for a rule that is not there any more. */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final String AWAY = "the rule was changed or removed while we were away";

    private Orphans() {}

    /** For people: what began before the rule was changed begins anew. */
    static void say(String rule, long keys, String why) {
        LOG.atInfo()
                .addKeyValue("rule", rule)
                .addKeyValue("keys", keys)
                .log("What the rule remembered is dropped: {}",
                        why);
    }

    /** One line for each rule. */
    static void say(Collection<KeyId> dropped) {
        Map<String, Long> keys = new TreeMap<>();
        dropped.forEach(id -> keys.merge(id.rule(), 1L, Long::sum));
        keys.forEach((rule, count) -> say(rule, count, AWAY));
    }

    static void resolve(KeyId id, KeyState state, Instant now, Outcome.Builder out) {
        out.state(id, Optional.empty());
        Incident incident = state.incident();
        if (incident != null) {
            Incident over = IncidentFactory.resolved(incident, now, AWAY);
            out.change(new IncidentChange(What.RESOLVED, over, RemedyPlan.NONE));
        }
    }
}

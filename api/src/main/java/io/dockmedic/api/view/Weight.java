package io.dockmedic.api.view;

import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.engine.Evidence;
import io.dockmedic.rules.incident.Incident;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many bytes what is shown of incidents takes: of evidence what rules say, and besides that all texts. */
final class Weight {
    /** Of an incident, and of a remedy, with what is no text. */
    private static final int EACH = 512;
    /** The same of a reading. */
    private static final int READING = 256;
    /** The same of each small thing that has texts. */
    private static final int PART = 128;

    private Weight() {}

    static int of(IncidentEntry entry) {
        int weight = of(entry.incident()) + ofRemedy(entry.remedy());
        for (Remark remark : entry.acknowledged()) {
            weight += PART + remark.by().length() + remark.note().length();
        }
        return weight;
    }

    static int of(Incident incident) {
        return EACH + new Evidence(incident.evidence(), incident.count()).weight()
                + READING * incident.readings().size() + ofTexts(incident.labels()) + ofTexts(incident.annotations())
                + incident.key().length() + incident.resolvedBy().length();
    }

    static int ofRemedy(@Nullable Record remedy) {
        if (!(remedy instanceof RemedyChange change)) {
            return 0;
        }
        int weight = EACH + change.service().length() + change.detail().length();
        for (Attempt attempt : change.attempts()) {
            weight += PART + attempt.detail().length() + attempt.outcome().length();
        }
        return weight;
    }

    private static int ofTexts(Map<String, String> texts) {
        int weight = 0;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            weight += PART + text.getKey().length() + text.getValue().length();
        }
        return weight;
    }
}

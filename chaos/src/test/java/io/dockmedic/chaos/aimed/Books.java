package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Pager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the journal says when all is over, held against what receivers were sent: nothing waits, nothing is open, nothing is missing. */
final class Books {
    private final Clinic clinic;

    Books(Clinic clinic) {
        this.clinic = clinic;
    }

    /** In words, with how many there were of each. */
    String audited() {
        clinic.rig()
                .awaiting("all messages delivered", Asking.LIMIT,
                        () -> journal("SELECT key FROM remediation_deliveries WHERE ended IS NULL").isEmpty());
        List<String> sent = journal("SELECT key FROM remediation_deliveries WHERE state = 'delivered'");
        Map<String, Long> came = clinic.rig().pager.deliveries()
                .stream()
                .collect(Collectors.groupingBy(Pager.Page::key, Collectors.counting()));
        assertThat(journal("SELECT key || ': ' || state FROM remediation_deliveries WHERE state <> 'delivered'"))
                .as("messages that were given up")
                .isEmpty();
        assertThat(came.keySet()).as("each message came, and no other did").isEqualTo(Set.copyOf(sent));
        List<String> acts = journal("SELECT id FROM remediation_acts");
        assertThat(journal("SELECT id || ' ' || action FROM remediation_acts WHERE outcome = 'open' OR ended IS NULL"
                + " OR holds <> 0")).as("acts that are not over, or keep others from theirs").isEmpty();
        // What is put back is an act of its own under the same number. A remedy that somebody's act on the service, or news for whoever
        // was told, has begun anew is climbed once more.
        assertThat(journal(
                "SELECT a.incident || ' ' || a.step || ' ' || a.attempt || ': ' || group_concat(a.at || ' ' || a.action"
                        + " || ' ' || a.outcome || ' ' || a.detail, ' | ') FROM remediation_acts a JOIN remediation_ladders l"
                        + " ON l.incident = a.incident WHERE a.action <> 'gpu-power-limit' AND a.outcome <> 'refused'"
                        + " AND NOT (a.action = 'end-loop' AND coalesce(json_extract(a.notes, '$.to'), 'no') <> 'no')"
                        + " GROUP BY a.incident, a.step, a.attempt"
                        + " HAVING count(*) > 1 + coalesce(max(json_extract(l.body, '$.resets')), 0)"))
                .as("steps that were taken twice")
                .isEmpty();
        assertThat(journal("SELECT a.id || ' ' || a.action FROM remediation_acts a WHERE NOT EXISTS (SELECT 1 FROM"
                + " remediation_decisions d WHERE d.incident = a.incident AND d.step = a.step AND d.verdict = 'act')"
                + " AND a.action <> 'gpu-power-limit'")).as("acts that nobody decided on").isEmpty();
        assertThat(journal("SELECT d.incident || ' ' || d.action || ' ' || d.step FROM remediation_decisions d"
                + " WHERE d.verdict = 'act' AND d.action NOT IN ('escalate', 'mark') AND NOT EXISTS (SELECT 1 FROM remediation_acts a"
                + " WHERE a.incident = d.incident AND a.step = d.step)")).as("decisions of which nothing came")
                .isEmpty();
        return "%d acts, by their outcome %s; %d messages in %d deliveries, each at least once".formatted(acts.size(),
                counted(journal("SELECT outcome FROM remediation_acts")), sent.size(),
                came.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Map<String, Long> counted(List<String> all) {
        return all.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private List<String> journal(String asks) {
        return clinic.journal(asks);
    }
}

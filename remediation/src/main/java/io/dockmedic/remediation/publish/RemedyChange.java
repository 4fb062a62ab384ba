package io.dockmedic.remediation.publish;

import java.time.Instant;
import java.util.List;

/**
 * How an incident's remedy stands, as a snapshot.
 *
 * @param at        when this became so
 * @param incident  the incident's id
 * @param rule      its rule
 * @param service   the service's key; empty when the incident is about none
 * @param state     the state's word, {@code verifying}
 * @param detail    one sentence for a person; may be empty
 * @param attempts  what was decided and what came of it, oldest first, at most 20: the last ones
 * @param healed    the proof held
 * @param escalated a person was told
 */
public record RemedyChange(
        Instant at,
        String incident,
        String rule,
        String service,
        String state,
        String detail,
        List<Attempt> attempts,
        boolean healed,
        boolean escalated) {
    public RemedyChange {
        attempts = List.copyOf(attempts);
    }
}

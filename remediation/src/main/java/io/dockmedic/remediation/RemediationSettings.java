package io.dockmedic.remediation;

import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner set.
 *
 * @param host      this host's name, as receivers shall read it
 * @param policy    limits
 * @param receivers who is told; may be empty
 * @param rawLogs   whether log lines, redacted, go into escalations
 * @param pauseFile while it is there nothing is changed; null for none
 */
public record RemediationSettings(String host, Policy policy, List<Receiver> receivers, boolean rawLogs,
        @Nullable Path pauseFile) {
    public RemediationSettings {
        receivers = List.copyOf(receivers);
    }

    /** What holds with no configuration. */
    public static RemediationSettings defaults(String host) {
        return new RemediationSettings(host, Policy.DEFAULT, List.of(), true, null);
    }
}

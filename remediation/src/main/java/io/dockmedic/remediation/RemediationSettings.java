package io.dockmedic.remediation;

import io.dockmedic.remediation.action.host.HostCommand;
import io.dockmedic.remediation.action.http.HttpCall;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the owner set.
 *
 * @param host      this host's name, as receivers shall read it
 * @param policy    limits
 * @param receivers who is told; may be empty
 * @param rawLogs   whether log lines, redacted, go into escalations
 * @param pauseFile while it is there nothing is changed; null for none
 * @param asking    how people are asked for approval
 * @param commands  that may be run on the host; may be empty
 * @param httpCalls that may be made; may be empty
 * @param backups   the directory where backups are kept; empty for none
 */
public record RemediationSettings(String host, Policy policy, List<Receiver> receivers, boolean rawLogs,
        @Nullable Path pauseFile, Asking asking, List<HostCommand> commands, List<HttpCall> httpCalls,
        Optional<Path> backups) {
    /**
     * How people are asked for approval.
     *
     * @param openFor for how long an answer is waited for
     * @param page    address of the live page, without a slash at its end; empty when it is not known
     */
    public record Asking(Duration openFor, String page) {
        /** What holds with no configuration. */
        public static final Asking DEFAULT = new Asking(Duration.ofHours(12), "");
    }

    /** With no calls over HTTP. */
    public RemediationSettings(String host, Policy policy, List<Receiver> receivers, boolean rawLogs,
            @Nullable Path pauseFile, Asking asking, List<HostCommand> commands, Optional<Path> backups) {
        this(host, policy, receivers, rawLogs, pauseFile, asking, commands, List.of(), backups);
    }

    /** With no directory for backups. */
    public RemediationSettings(String host, Policy policy, List<Receiver> receivers, boolean rawLogs,
            @Nullable Path pauseFile, Asking asking, List<HostCommand> commands) {
        this(host, policy, receivers, rawLogs, pauseFile, asking, commands, Optional.empty());
    }

    /** With nothing that may be run on the host. */
    public RemediationSettings(String host, Policy policy, List<Receiver> receivers, boolean rawLogs,
            @Nullable Path pauseFile, Asking asking) {
        this(host, policy, receivers, rawLogs, pauseFile, asking, List.of());
    }

    /** With the usual way of asking. */
    public RemediationSettings(String host, Policy policy, List<Receiver> receivers, boolean rawLogs,
            @Nullable Path pauseFile) {
        this(host, policy, receivers, rawLogs, pauseFile, Asking.DEFAULT);
    }

    public RemediationSettings {
        receivers = List.copyOf(receivers);
        commands = List.copyOf(commands);
        httpCalls = List.copyOf(httpCalls);
    }

    /** What holds with no configuration. */
    public static RemediationSettings defaults(String host) {
        return new RemediationSettings(host, Policy.DEFAULT, List.of(), true, null);
    }
}

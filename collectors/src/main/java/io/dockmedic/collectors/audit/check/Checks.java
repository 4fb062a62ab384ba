package io.dockmedic.collectors.audit.check;

import java.util.List;

/** The checks there are. A new one is a file of its own and one line here. */
public final class Checks {
    /** In the order of reports and documentation. */
    public static final List<Check> ALL = List.of(
            Privileged.CHECK,
            EngineSocket.CHECK,
            HostMounts.CHECK,
            Capabilities.CHECK,
            HostNetwork.CHECK,
            HostPid.CHECK,
            RootUser.CHECK,
            WritableRoot.CHECK,
            SecretEnvironment.CHECK,
            OpenPorts.CHECK,
            DatabasePort.CHECK,
            ProxyDashboard.CHECK,
            ImageTag.CHECK,
            NoHealthCheck.CHECK,
            NoRestartPolicy.CHECK,
            NoMemoryLimit.CHECK,
            NoPidsLimit.CHECK,
            LogRotation.CHECK,
            DataVolume.CHECK,
            TraefikRule.CHECK,
            TraefikBackticks.CHECK,
            TraefikNetwork.CHECK,
            TraefikPort.CHECK,
            TraefikMiddleware.CHECK);

    private Checks() {}
}

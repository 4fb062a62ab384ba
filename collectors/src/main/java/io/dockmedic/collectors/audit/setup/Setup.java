package io.dockmedic.collectors.audit.setup;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of one container, from the engine's inspect or from a Compose file. Immutable. Holds no value of any
 * variable, no command line and no label that is not a proxy's: those may hold secrets.
 *
 * @param service       Compose {@code project/service} or the container's name; in a file, the service
 * @param image         as configured; empty when it is built and has no name
 * @param built         by Compose: its tag is Compose's own
 * @param job           meant to end: AutoRemove or a Compose one-off
 * @param healthCheck   whether one runs
 * @param memoryLimit   bytes; 0 without
 * @param pidsLimit     0 without
 * @param capabilities  added, upper case, without {@code CAP_}
 * @param networkMode   {@code host}, {@code none}, {@code container:…}, else empty or a network
 * @param pidMode       {@code host}, {@code container:…} or empty
 * @param root          whether its main process begins as root
 * @param readOnlyRoot  its root filesystem is read-only
 * @param restartPolicy {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
 * @param logs          where its output goes
 * @param exposed       container ports that the image or the file names
 * @param networks      it is on, by name
 * @param proxyLabels   those that begin with {@code traefik.}; of users' lists only the names
 * @param proxyOptions  options of Traefik that open something: {@code --api.insecure=true}
 */
public record Setup(
        String service,
        String image,
        boolean built,
        boolean job,
        Answer healthCheck,
        long memoryLimit,
        long pidsLimit,
        boolean privileged,
        Set<String> capabilities,
        String networkMode,
        String pidMode,
        Answer root,
        boolean readOnlyRoot,
        String restartPolicy,
        Logs logs,
        List<Mount> mounts,
        List<Port> ports,
        Set<Integer> exposed,
        Set<String> networks,
        List<Variable> variables,
        Map<String, String> proxyLabels,
        Set<String> proxyOptions) {
    public Setup {
        capabilities = Set.copyOf(capabilities);
        mounts = List.copyOf(mounts);
        ports = List.copyOf(ports);
        exposed = Set.copyOf(exposed);
        networks = Set.copyOf(networks);
        variables = List.copyOf(variables);
        proxyLabels = Map.copyOf(proxyLabels);
        proxyOptions = Set.copyOf(proxyOptions);
    }

    /** Whether something is so. */
    public enum Answer {
        YES, NO,
        /** The file does not say, and its image may. */
        UNKNOWN
    }

    /**
     * Where its output goes.
     *
     * @param driver  empty: the engine's default, which only its own configuration tells
     * @param maxSize whether a largest size of a file is set
     */
    public record Logs(String driver, boolean maxSize) {}

    /**
     * Something mounted.
     *
     * @param type   {@code bind}, {@code volume} or {@code tmpfs}
     * @param source on the host, of a bind; a volume's name, empty when it has none of its own
     */
    public record Mount(String type, String source, String target, boolean writable) {
        public boolean isBind() {
            return type.equals("bind");
        }
    }

    /**
     * A published port.
     *
     * @param address  empty: all of the host's
     * @param host     0: the engine chooses
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}
     */
    public record Port(String address, int host, int container, String protocol) {
        /** Whether only the host itself can reach it. */
        public boolean isLocal() {
            return address.startsWith("127.") || address.equals("::1") || address.equals("[::1]");
        }

        /** As Compose writes it. */
        public String shown() {
            return (address.isEmpty() ? "" : address + ":") + (host == 0 ? "" : host + ":") + container
                    + (protocol.equals("tcp") ? "" : "/" + protocol);
        }
    }
}

package io.dockmedic.collectors.engine.detail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container is set up, as inspect says.
 *
 * @param image    as configured
 * @param imageId  what that was when it was made
 * @param settings what may be shown, by its name for a person: {@code memory limit} to {@code 512 MiB}
 * @param hidden   what may be a secret, by name: {@code variable DB_URL}, {@code command}
 * @param mounts   what is mounted where
 * @param networks it is on
 * @param ports    of the host that lead to it
 * @param check    its health check; null without
 * @param needs    whom it is set up to reach
 * @param places   where the engine keeps files of it
 */
public record Details(String image, String imageId, Map<String, String> settings, Map<String, Hidden> hidden,
        List<Mount> mounts, List<Network> networks, List<Port> ports, @Nullable Check check,
        Needs needs, Places places) {
    /** One that is set up to reach nobody. */
    public Details(String image, String imageId, Map<String, String> settings, Map<String, Hidden> hidden,
            List<Mount> mounts, List<Network> networks, List<Port> ports, @Nullable Check check) {
        this(image, imageId, settings, hidden, mounts, networks, ports, check, Needs.NONE, Places.NONE);
    }

    /**
     * On the engine's machine.
     *
     * @param layers     of its root, the topmost first; empty where the engine does not say
     * @param resolvConf its list of name servers; empty where it has none
     */
    public record Places(List<String> layers, String resolvConf) {
        /** Not said. */
        public static final Places NONE = new Places(List.of(), "");

        public Places {
            layers = List.copyOf(layers);
        }
    }

    /** The setting that is its image as configured. */
    public static final String IMAGE = "image";
    /** The setting that is what that was when it was made. */
    public static final String IMAGE_ID = "image id";

    public Details {
        settings = Map.copyOf(settings);
        hidden = Map.copyOf(hidden);
        mounts = List.copyOf(mounts);
        networks = List.copyOf(networks);
        ports = List.copyOf(ports);
    }

    /**
     * @param source a volume's name, or a path on the engine's machine; empty for what is in memory
     * @param path   where its files are on the engine's machine; empty where nowhere
     */
    public record Mount(String type, String source, String destination, boolean writable, String path) {
        /** One of which it is not said where a volume's files are. */
        public Mount(String type, String source, String destination, boolean writable) {
            this(type, source, destination, writable, source.startsWith("/") ? source : "");
        }
    }

    /**
     * @param address empty while it does not run
     * @param gateway empty where there is none, and while it does not run
     */
    public record Network(String name, String address, List<String> aliases, String gateway) {
        /** One without a gateway. */
        public Network(String name, String address, List<String> aliases) {
            this(name, address, aliases, "");
        }

        public Network {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * @param address of the host; empty for all
     * @param host    0 where the engine chooses
     * @param inside  with its protocol: {@code 80/tcp}
     */
    public record Port(String address, int host, String inside) {}

    /** @param retries failures in a row until it is unhealthy */
    public record Check(Duration interval, Duration timeout, Duration startPeriod, int retries) {}
}

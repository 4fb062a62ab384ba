package io.dockmedic.collectors.container.network;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.engine.client.ContainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Network interfaces, of containers and of the machine, as the kernel shows them. Reads files; for one thread at a time. */
final class Links {
    private static final String LOOPBACK = "lo";
    private static final Pattern SAME_USERS = Pattern.compile("0\\s+0\\s");

    private final Path proc;
    private final Path interfaces;
    private final KernelFiles files = new KernelFiles(0);

    /**
     * @param proc {@code /proc} of the engine's machine
     * @param sys  {@code /sys}; it shows the interfaces of whoever mounted it
     */
    Links(Path proc, Path sys) {
        this.proc = proc;
        this.interfaces = sys.resolve("class/net");
    }

    /** The interfaces of a container but for loopback; empty where its process is none of this machine, or has ended. */
    Optional<Set<String>> of(ContainerState state) {
        // A process of another machine, or one that came after it, may have that number here.
        return file(state, "cgroup").contains(state.id())
                ? Optional.of(file(state, "net/dev")).filter(dev -> !dev.isEmpty()).map(Links::names)
                : Optional.empty();
    }

    /** Whether one of its interfaces has that address; of IPv4 only. */
    boolean has(ContainerState state, String address) {
        return file(state, "net/fib_trie").lines().anyMatch(line -> line.strip().equals("|-- " + address));
    }

    /**
     * How many containers are attached to a bridge of this machine; empty where it is not to be seen. Engines call the machine's ends of theirs
     * veth and a number; an interface of the machine, or of a virtual one, may be attached as well.
     */
    OptionalInt attached(String bridge) {
        try (Stream<Path> all = Files.list(interfaces.resolve(bridge).resolve("brif"))) {
            return OptionalInt.of((int) all.filter(one -> one.getFileName().toString().startsWith("veth")).count());
        } catch (IOException notThere) {
            return OptionalInt.empty();
        }
    }

    /** Whether the machine has that interface. From within a container, {@code /sys} does not show it as a rule. */
    boolean exists(String bridge) {
        return Files.exists(interfaces.resolve(bridge))
                || names(files.text(proc.resolve("1/net/dev"))).contains(bridge);
    }

    private String file(ContainerState state, String name) {
        return files.text(proc.resolve(Integer.toString(state.pid())).resolve(name));
    }

    /**
     * Whether users of it are others than those of the machine: a rootless engine's containers are, whose bridges are not the machine's,
     * whatever they are called.
     */
    boolean mapped(ContainerState state) {
        String map = file(state, "uid_map").strip();
        return !map.isEmpty() && !SAME_USERS.matcher(map).lookingAt();
    }

    /** All of them, however many: a machine has one for each container. */
    private static Set<String> names(String dev) {
        return dev.lines()
                .filter(line -> line.indexOf(':') > 0)
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .filter(name -> !name.equals(LOOPBACK))
                .collect(Collectors.toUnmodifiableSet());
    }
}

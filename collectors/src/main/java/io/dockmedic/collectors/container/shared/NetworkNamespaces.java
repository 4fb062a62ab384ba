package io.dockmedic.collectors.container.shared;

import io.dockmedic.collectors.container.view.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** In which network namespace containers are, where their processes are this machine's and we may look (root may). Reads files. */
final class NetworkNamespaces {
    private final Path proc;

    NetworkNamespaces(Path proc) {
        this.proc = proc;
    }

    /** Its name, {@code net:[4026532281]}; empty when that cannot be seen from here. */
    Optional<String> of(Sighting one) {
        Path process = proc.resolve(Integer.toString(one.state().pid()));
        try {
            // A process of another machine, or one that came after it, may have that number here.
            return Files.readString(process.resolve("cgroup")).contains(one.container().id())
                    ? Optional.of(Files.readSymbolicLink(process.resolve("ns/net")).toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

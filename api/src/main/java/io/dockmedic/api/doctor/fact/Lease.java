package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.engine.lease.LeaseHolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A lease on the engine that is held.
 *
 * @param directory in which instances take turns
 * @param process   that holds it
 */
public record Lease(Path directory, long process) {
    /** Where a service of the machine's takes turns, whatever directory is set here. */
    public static final Path USUAL = Path.of("/run/dockmedic");

    /**
     * Those that are held in these directories, each looked at once, in their order. Reads files.
     *
     * @param locks {@code /proc/locks}
     * @throws IOException when none is seen, and one of the directories cannot be looked into
     */
    static List<Lease> in(List<Path> directories, String engineId, Path locks) throws IOException {
        List<Lease> held = new ArrayList<>();
        List<IOException> closed = new ArrayList<>();
        for (Path directory : directories.stream().distinct().toList()) {
            try {
                OptionalLong holder = LeaseHolder.of(directory, engineId, locks);
                holder.ifPresent(process -> held.add(new Lease(directory, process)));
            } catch (IOException unseen) {
                closed.add(new IOException("who holds the lease in " + directory + " is not seen: " + unseen, unseen));
            }
        }
        if (held.isEmpty() && !closed.isEmpty()) {
            throw closed.getFirst();
        }
        return held;
    }

    /** The directory that is set, and the usual one. */
    static List<Path> directories(Path set) {
        return Stream.of(set, USUAL).distinct().toList();
    }
}

package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Container;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has GPUs open.
 *
 * @param all    each process once
 * @param unseen what could not be looked into: there may be more of them
 */
public record Holders(List<Holder> all, Unseen unseen) {
    public Holders {
        all = List.copyOf(all);
    }

    /**
     * A process that has one open.
     *
     * @param pid       on the host
     * @param program   what it calls itself, at most 15 characters
     * @param container whose it is; null when it is in none that is known
     * @param devices   names of those of the files asked for that it has open; none where only the library says that it uses them
     */
    public record Holder(int pid, String program, @Nullable Container container, Set<String> devices) {
        private static final String DAEMON = "nvidia-persiste";

        public Holder {
            devices = Set.copyOf(devices);
        }

        /** NVIDIA's own, by which persistence mode is kept: it lets go when that is switched off. */
        public boolean keepsPersistence() {
            return container == null && program.equals(DAEMON);
        }

        /** For a person. */
        public String words() {
            return (program.isEmpty() ? "a process" : program) + " (process " + pid
                    + (container == null ? ")" : ", of " + container.name() + ")");
        }
    }
}

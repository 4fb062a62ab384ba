package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.view.Sighting;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The control groups of this machine, read aside. */
final class CgroupSource implements Source {
    /** The kernel answers in milliseconds, or holds a lock. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String KEY = "containers";

    private final Path root;
    private final HangGuard guard;
    private final Clock clock;
    private volatile @Nullable Reader reader;

    /** @param root of the machine, as seen from here */
    CgroupSource(Path root, HangGuard guard, Clock clock) {
        this.root = root;
        this.guard = guard;
        this.clock = clock;
    }

    @Override
    public Future<Round> read(List<Sighting> running, Predicate<Sighting> which) {
        return guard.call(KEY, DEADLINE, () -> now(running, which));
    }

    /** Files are closed when the round under way, if there is one, is over. */
    @Override
    public void close() {
        Reader from = reader;
        if (from != null) {
            Thread.ofVirtual().start(from::close);
        }
    }

    private Round now(List<Sighting> running, Predicate<Sighting> which) {
        try {
            Reader from = reader;
            if (from == null) {
                from = open();
                reader = from;
            }
            List<Sample> read = from.read(running, which, clock.now());
            // Where none of them is here, they are another machine's.
            return new Round(read, "", read.isEmpty() ? 0 : from.processors());
        } catch (IOException e) {
            return new Round(List.of(), String.valueOf(e.getMessage()));
        }
    }

    private Reader open() throws IOException {
        Path proc = root.resolve("proc");
        return new Reader(proc, CgroupMounts.read(Files.readAllLines(proc.resolve("self/mountinfo")), root));
    }
}

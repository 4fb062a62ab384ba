package io.dockmedic.collectors.container.log;

import io.dockmedic.collectors.container.view.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures json logs, and remembers what it measured last. Blocks for as long as their disk does. For one thread at a time. */
final class LogSizes {
    private Map<String, Before> byPath = new HashMap<>();

    private record Before(long bytes, Instant at) {}

    /** Of those that run; one whose log cannot be seen from here is left out. */
    List<LogSample> read(Collection<Sighting> containers, Instant now) {
        Map<String, Before> next = new HashMap<>();
        List<LogSample> samples = new ArrayList<>();
        for (Sighting sighting : containers) {
            String path = sighting.state().log().path();
            if (sighting.ran() && !path.isEmpty()) {
                try {
                    long bytes = Files.size(Path.of(path));
                    samples.add(new LogSample(sighting, now, bytes, growth(byPath.get(path), bytes, now)));
                    next.put(path, new Before(bytes, now));
                } catch (IOException notThere) {
                    // Removed meanwhile, or on another machine.
                }
            }
        }
        byPath = next;
        return List.copyOf(samples);
    }

    /** A file that shrank was rotated or cut: how much went through it is not known. */
    private static long growth(@Nullable Before before, long bytes, Instant now) {
        if (before == null || bytes <= before.bytes()) {
            return 0;
        }
        long millis = Math.max(1, Duration.between(before.at(), now).toMillis());
        return (bytes - before.bytes()) * Duration.ofMinutes(1).toMillis() / millis;
    }
}

package io.dockmedic.collectors.gpu.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How containers are asked whether they reach their GPUs.
 *
 * @param allowed     whether the owner allows a command in them
 * @param tick        between two looks at whose turn it is
 * @param first       from a container's start until it is asked
 * @param every       between two times that one is asked
 * @param again       after which one that was denied is asked a second time: a limit of its that is changed may deny it for a
 *                    moment
 * @param within      for the command to end
 * @param root        of the machine's files
 * @param subscribers of readings, by name
 */
public record AccessSettings(
        boolean allowed, Duration tick, Duration first, Duration every, Duration again, Duration within, Path root,
        List<String> subscribers) {
    public AccessSettings {
        subscribers = List.copyOf(subscribers);
    }

    /** Every 5 min, and 10 s after a container's start. */
    public static AccessSettings of(boolean allowed, Path root, List<String> subscribers) {
        return new AccessSettings(allowed, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(5),
                Duration.ofSeconds(5), Duration.ofSeconds(5), root, subscribers);
    }
}

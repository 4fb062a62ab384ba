package io.dockmedic.remediation.ladder;

import io.dockmedic.collectors.engine.client.ErrorClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What to do when the engine refuses, by class of error.
 *
 * @param waits   before each repetition of the same attempt; when they are used up, the next rung
 * @param endless the last wait is repeated for as long as it takes
 */
public record ErrorAnswer(List<Duration> waits, boolean endless) {
    private static final ErrorAnswer GIVE_UP = new ErrorAnswer(List.of(), false);
    private static final ErrorAnswer BACK_OFF = new ErrorAnswer(
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20)), false);
    // Every repetition begins with a look at the world, which may show that nothing is left to do.
    private static final ErrorAnswer LOOK_AGAIN = new ErrorAnswer(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)),
            false);
    private static final ErrorAnswer WAIT_FOR_ENGINE = new ErrorAnswer(List.of(Duration.ofSeconds(5)), true);

    private static final Map<ErrorClass, ErrorAnswer> TABLE = new EnumMap<>(Map.ofEntries(
            Map.entry(ErrorClass.NOT_FOUND, GIVE_UP),
            Map.entry(ErrorClass.BAD_REQUEST, GIVE_UP),
            Map.entry(ErrorClass.DENIED, GIVE_UP),
            Map.entry(ErrorClass.BAD_COMMAND, GIVE_UP),
            Map.entry(ErrorClass.PORT_IN_USE, GIVE_UP),
            Map.entry(ErrorClass.DEVICE, GIVE_UP),
            Map.entry(ErrorClass.NETWORK_GONE, GIVE_UP),
            // Not by the number of repetitions: see AfterAct.
            Map.entry(ErrorClass.NOT_YET, GIVE_UP),
            Map.entry(ErrorClass.MOUNT, LOOK_AGAIN),
            Map.entry(ErrorClass.CONFLICT, LOOK_AGAIN),
            Map.entry(ErrorClass.NETWORK, BACK_OFF),
            Map.entry(ErrorClass.SERVER_ERROR, BACK_OFF),
            Map.entry(ErrorClass.UNREACHABLE, WAIT_FOR_ENGINE)));

    /** The answer to a class; giving up for one that has none. */
    public static ErrorAnswer to(ErrorClass error) {
        return TABLE.getOrDefault(error, GIVE_UP);
    }

    /** Whether to try the same again after {@code retries} repetitions. */
    public boolean again(int retries) {
        return endless || retries < waits.size();
    }

    Duration wait(int retries) {
        return waits.get(Math.min(retries, waits.size() - 1));
    }
}

package io.dockmedic.rules.remedy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rung.
 *
 * @param action     the action's name, {@code restart}; known to the catalog when the file was loaded
 * @param parameters the action's own, as text, a list as a {@link ListText}, checked by the catalog
 * @param attempts   the wait before each attempt, first to last: {@code [0s, 5s, 10s, 20s]}
 * @param skipAfter  when the ladder does not begin this rung but goes on to the next; null for never
 * @param afterBackup how old the newest verified backup of the service may be for this rung to be done; null for any, or none
 * @param quiet      for how long at most a quiet time of the service is waited for, in which alone this rung is done; null for any time
 * @param verify     the proof; null for actions that need none (escalate)
 */
public record Step(String action, Map<String, String> parameters, List<Duration> attempts,
        @Nullable SkipAfter skipAfter, @Nullable Duration afterBackup, @Nullable Duration quiet,
        @Nullable Verify verify) {
    /** One that is never left out. */
    public Step(String action, Map<String, String> parameters, List<Duration> attempts, @Nullable Verify verify) {
        this(action, parameters, attempts, null, null, null, verify);
    }

    /** One that wants no backup. */
    public Step(String action, Map<String, String> parameters, List<Duration> attempts, @Nullable SkipAfter skipAfter,
            @Nullable Verify verify) {
        this(action, parameters, attempts, skipAfter, null, null, verify);
    }

    /** One that is done at any time. */
    public Step(String action, Map<String, String> parameters, List<Duration> attempts, @Nullable SkipAfter skipAfter,
            @Nullable Duration afterBackup, @Nullable Verify verify) {
        this(action, parameters, attempts, skipAfter, afterBackup, null, verify);
    }

    public Step {
        parameters = Map.copyOf(parameters);
        attempts = List.copyOf(attempts);
    }

    /**
     * What was done so often lately and did not last is not begun with once more.
     *
     * @param acts   of this action on the service, whichever incident they were for
     * @param within in a window of this length that slides
     */
    public record SkipAfter(int acts, Duration within) {
        /** So long acts are remembered for it. */
        public static final Duration LONGEST = Duration.ofHours(24);
    }

    /**
     * What must hold, without a break, for how long, and by when.
     *
     * @param condition what is looked at
     * @param holds     for this long without a break
     * @param within    counted from the act's end; later is a failure of the attempt
     */
    public record Verify(Condition condition, Duration holds, Duration within) {}

    /** What a proof looks at. A new kind is a record of its own; how it is written and looked at is said where those are listed. */
    public sealed interface Condition permits State, HttpProbe, TcpProbe, ExecProbe, Seen {
        /** As rules write it. */
        String word();

        /** Whether what it shows is a cure; else the ladder goes on once it has held. */
        default boolean cures() {
            return true;
        }

        /** The action that has to be approved for it to be looked at; empty when none has. */
        default String needs() {
            return "";
        }
    }

    /** How a container, a disk, a GPU, or the fault itself, is to be. */
    public enum State implements Condition {
        /** The container runs, and is the run that the act started. */
        RUNNING,
        /** The same, and its health check says healthy; without a health check, the same as running. */
        HEALTHY,
        /** It does not run, and the engine does not start it. Proves that a fault is contained, not that it is cured. */
        STOPPED,
        /** Its processes are held up. As the one before, no cure. */
        PAUSED,
        /** The file system that the incident is about has as much room as the step wants. */
        FREED,
        /** The incident is over, by what its rule says. */
        OVER,
        /** The GPU that the incident is about answers, and nothing says that it needs anything. */
        WELL;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean cures() {
            return this != STOPPED && this != PAUSED;
        }
    }
}

package io.dockmedic.collectors.event;

import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What happens to a container, or is read of it. */
public sealed interface ContainerEvent extends Event permits ContainerEvent.Died, ContainerEvent.Started,
        ContainerEvent.StartFailed, ContainerEvent.Stopped, ContainerEvent.HealthChanged, ContainerEvent.OutOfMemory,
        ContainerEvent.Removed, ContainerEvent.Touched, ContainerEvent.GpuFault, ContainerReading {
    Container container();

    @Override
    default Container target() {
        return container();
    }

    @Override
    default String subject() {
        return container().service().key();
    }

    /**
     * Its main process ended.
     *
     * @param exitCode       from inspect; 128+n when a signal n ended it
     * @param oomKilled      the kernel killed the main process for want of memory
     * @param judgement      who wanted it, and how we know
     * @param engineRestarts the engine's own restart policy still applies and will start it again, or has tried to and failed:
     *                       that is told by a {@link StartFailed}, and so is a start by others that was seen only afterwards
     * @param restartCount   how often the policy has restarted it so far, by the engine's count
     * @param ranFor         how long this run lasted
     * @param gap            seen only afterwards: several deaths may show as this one
     * @param run            tells this run from others: when it was started, as inspect says; empty when not known
     */
    record Died(
            Instant at,
            String host,
            Origin origin,
            Container container,
            int exitCode,
            boolean oomKilled,
            Judgement judgement,
            boolean engineRestarts,
            int restartCount,
            Duration ranFor,
            boolean gap,
            String run) implements ContainerEvent {
        public static final String KIND = "container.died";

        /** Journals from before there was a run have none. */
        public Died {
            run = Objects.requireNonNullElse(run, "");
        }

        /** Without the second compiler a record's own is slow. */
        private record EndOfRun(String containerId, String run) {
            @Override
            public boolean equals(Object other) {
                return other instanceof EndOfRun it && run.equals(it.run) && containerId.equals(it.containerId);
            }

            /** Kept over restarts as a mark of what was counted: it must stay as it is. */
            @Override
            public int hashCode() {
                return 31 * containerId.hashCode() + run.hashCode();
            }
        }

        /** A run ends once. */
        @Override
        public Object occurrence() {
            return run.isEmpty() ? this : new EndOfRun(container.id(), run);
        }

        /** Asked of each event that a rule remembers, with each that comes. Times begin alike: that they differ, their hashes tell. */
        @Override
        public boolean sameAs(Event other) {
            return run.isEmpty()
                    ? equals(other)
                    : other instanceof Died it && run.hashCode() == it.run.hashCode() && run.equals(it.run)
                            && container.id().equals(it.container.id());
        }

        @Override
        public int likeness() {
            return run.isEmpty() ? at.hashCode() : run.hashCode();
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            String code = exitCode < 0 ? "an exit code nobody saw" : "exit code " + exitCode;
            return subject() + " died with " + code + (oomKilled ? ", out of memory" : "") + ": "
                    + judgement.intent().word() + " (" + String.join("; ", judgement.evidence()) + ")"
                    + (engineRestarts ? "; the engine restarts it" : "") + (gap ? "; found afterwards" : "");
        }
    }

    /**
     * Its main process was started.
     *
     * @param cause who started it
     */
    record Started(Instant at, String host, Origin origin, Container container, StartCause cause,
            boolean hasHealthCheck) implements ContainerEvent {
        public static final String KIND = "container.started";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return subject() + " started (" + cause.word() + ")";
        }
    }

    /**
     * The engine was to start it and could not: nothing of it ran.
     *
     * @param startedBy who had asked for that; {@code FOUND}: it was seen only afterwards
     * @param fault     of what kind that is
     * @param error     the engine's own words, redacted
     * @param exitCode  as inspect says: 126 or 127 for its command, 128 for all else, as long as it has never run; then often
     *                  still the last run's
     */
    record StartFailed(Instant at, String host, Origin origin, Container container, StartCause startedBy,
            StartFault fault, String error, int exitCode) implements ContainerEvent {
        public static final String KIND = "container.start_failed";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return subject() + " could not be started (" + startedBy.word() + "): " + fault.word() + ": " + error;
        }
    }

    /** Somebody made sure it does not run, without a death of its own: a stop during the policy's back-off. */
    record Stopped(Instant at, String host, Origin origin, Container container,
            Judgement judgement) implements ContainerEvent {
        public static final String KIND = "container.stopped";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return subject() + " was stopped: " + judgement.intent().word();
        }
    }

    /**
     * Its health check changed its mind.
     *
     * @param status        {@code healthy}, {@code unhealthy} or {@code starting}
     * @param failingStreak failed probes in a row
     * @param output        what the last probe printed, at most 4096 bytes, redacted
     */
    record HealthChanged(
            Instant at, String host, Origin origin, Container container, String status, int failingStreak,
            String output) implements ContainerEvent {
        public static final String KIND = "container.health";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return subject() + " is " + status + (output.isEmpty() ? "" : ": " + output.lines().findFirst().orElse(""));
        }
    }

    /** The kernel killed one of its processes for want of memory; the container may live on. */
    record OutOfMemory(Instant at, String host, Origin origin, Container container) implements ContainerEvent {
        public static final String KIND = "container.oom";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return "the kernel killed a process of " + subject() + " for want of memory";
        }
    }

    /** It is gone from the engine. */
    record Removed(Instant at, String host, Origin origin, Container container) implements ContainerEvent {
        public static final String KIND = "container.removed";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return subject() + " is gone from the engine";
        }
    }

    /**
     * Somebody else than Dockmedic did something to it on purpose.
     *
     * @param action the engine's word: {@code create}, {@code start}, {@code stop}, {@code restart}, {@code destroy},
     *               {@code update}, {@code rename}, {@code pause}, {@code unpause}, {@code kill}; {@code connect},
     *               {@code disconnect} while it runs: a network
     * @param signal that was sent, by its number; 0 where none was, or a label of the container hides which
     */
    record Touched(Instant at, String host, Origin origin, Container container,
            String action, int signal) implements ContainerEvent {
        public static final String KIND = "container.touched";

        /** Without a signal. */
        public Touched(Instant at, String host, Origin origin, Container container, String action) {
            this(at, host, origin, container, action, 0);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return "somebody asked the engine to " + action + " " + subject();
        }
    }

    /**
     * A process of it made a fault on a GPU which that survives: only the program must be started anew.
     *
     * @param gpu     where
     * @param code    of NVIDIA the XID; of AMD, whose driver has no numbers, the catalogue's
     * @param meaning for a person
     * @param text    the kernel's own words; empty when only the driver's library told
     * @param pid     on the host; 0 when it was not told, and the container is the only one on the GPU
     * @param doubtful whether it is not known that starting the container anew is the cure: it was not, or may not have been, its
     *                main process, or the GPU itself is not known to be well
     * @param over    whether the run that made it had ended when it was told: nothing of it is left to be cured
     * @param count   of them since the event before of this container, GPU and code
     */
    record GpuFault(Instant at, String host, Origin origin, Container container, Gpu gpu, int code, String meaning,
            String text, int pid, boolean doubtful, boolean over, int count) implements ContainerEvent {
        public static final String KIND = "container.gpu_fault";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return subject() + " made fault " + code + " (" + meaning + ") on " + gpu.words();
        }
    }
}

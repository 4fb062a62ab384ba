package io.dockmedic.collectors.event;

import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What happens to a container. */
public sealed interface ContainerEvent extends Event {
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
     * It was read, and what it used since the last reading is known.
     *
     * @param neighbours the same beside the others that were read with it
     */
    record Sampled(Instant at, String host, Origin origin, Container container, Usage usage,
            Neighbours neighbours) implements ContainerEvent {
        public static final String KIND = "container.sample";
        private static final int ALL = 100;

        /** Journals from before there were neighbours have none. */
        public Sampled {
            neighbours = Objects.requireNonNullElse(neighbours, Neighbours.NONE);
        }

        /** Of one that nothing is known of beside it. */
        public Sampled(Instant at, String host, Origin origin, Container container, Usage usage) {
            this(at, host, origin, container, usage, Neighbours.NONE);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String summary() {
            return subject() + " used " + usage.cpuPercent() + " % of a processor and " + usage.memoryBytes()
                    + " bytes of memory" + (usage.oomKills() > 0 ? "; " + usage.oomKills() + " OOM kills" : "")
                    + (usage.throttledPercent() > 0 ? "; throttled " + usage.throttledPercent() + " %" : "")
                    + (usage.threadsRefused() > 0 ? "; " + usage.threadsRefused() + " threads refused" : "")
                    + (usage.descriptorsPercent() >= ALL
                            ? "; a process has all " + usage.descriptorsLimit() + " file descriptors it may have"
                            : "");
        }
    }

    /**
     * Its json log was measured.
     *
     * @param bytes           of the file that is written now, without those it was rotated to
     * @param growthPerMinute bytes, since the last reading; 0 for the first and for a file that shrank
     * @param rotated         whether the engine limits its size
     */
    record LogSampled(Instant at, String host, Origin origin, Container container, long bytes, long growthPerMinute,
            boolean rotated) implements ContainerEvent {
        public static final String KIND = "container.log";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String summary() {
            return "the log of " + subject() + " has " + bytes + " bytes and grows by " + growthPerMinute
                    + " a minute" + (rotated ? "" : "; nothing limits it");
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

    /**
     * A container that was given a GPU was asked, from inside, whether it can reach it; not while the host itself cannot use
     * that GPU.
     *
     * @param gpu    that it was given; the first where there are several
     * @param access what came of it
     * @param file   that was to be opened
     * @param why    it is not reached, or not known to be, for a person; empty when it is
     */
    record GpuReached(Instant at, String host, Origin origin, Container container, Gpu gpu, GpuAccess access,
            String file, String why) implements ContainerEvent {
        public static final String KIND = "container.gpu_access";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String summary() {
            return switch (access) {
                case OK -> subject() + " reaches " + gpu.words();
                case HELD ->
                    subject() + " may open " + gpu.words() + " no more, and what runs in it may have it still: "
                            + why;
                case LOST -> subject() + " has lost " + gpu.words() + ", which the host has: " + why;
                case UNKNOWN -> "whether " + subject() + " reaches " + gpu.words() + " is not known: " + why;
            };
        }
    }

    /**
     * A running container shares the network of another one, and was compared with that.
     *
     * @param of    the name of the other, its id where the engine has it no more
     * @param state what it has of it
     */
    record NetworkShared(Instant at, String host, Origin origin, Container container, String of,
            SharedNetwork state) implements ContainerEvent {
        public static final String KIND = "container.shared_network";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String summary() {
            return switch (state) {
                case OK -> subject() + " has the network of " + of;
                case STALE -> subject() + " is off the network of " + of + ", which was started since";
                case DOWN -> subject() + " shares the network of " + of + ", which does not run";
                case GONE -> subject() + " is in the network of a container that is gone: " + of;
            };
        }
    }

    /**
     * A running container has a network of its own, and what the kernel shows of that was compared with what the engine says.
     *
     * @param state    how it is there
     * @param networks the names of those that it is off, with a comma between; empty where it is on all of them
     * @param reason   by what that shows; empty as well
     */
    record NetworkSeen(Instant at, String host, Origin origin, Container container, OwnNetwork state,
            String networks, String reason) implements ContainerEvent {
        public static final String KIND = "container.network";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String summary() {
            return switch (state) {
                case ON -> subject() + " is on its networks";
                case OFF -> subject() + " is off " + networks + ": " + reason;
                case BROKEN -> subject() + " is off " + networks + ", and a restart would not do: " + reason;
            };
        }
    }
}

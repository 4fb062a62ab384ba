package io.dockmedic.collectors.event;

import java.time.Instant;
import java.util.Objects;

/** What is read of a container again and again. */
public sealed interface ContainerReading extends ContainerEvent {
    @Override
    default boolean reading() {
        return true;
    }

    /**
     * It was read, and what it used since the last reading is known.
     *
     * @param neighbours the same beside the others that were read with it
     */
    record Sampled(Instant at, String host, Origin origin, Container container, Usage usage,
            Neighbours neighbours) implements ContainerReading {
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
            boolean rotated) implements ContainerReading {
        public static final String KIND = "container.log";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return "the log of " + subject() + " has " + bytes + " bytes and grows by " + growthPerMinute
                    + " a minute" + (rotated ? "" : "; nothing limits it");
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
            String file, String why) implements ContainerReading {
        public static final String KIND = "container.gpu_access";

        @Override
        public String kind() {
            return KIND;
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
            SharedNetwork state) implements ContainerReading {
        public static final String KIND = "container.shared_network";

        @Override
        public String kind() {
            return KIND;
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
            String networks, String reason) implements ContainerReading {
        public static final String KIND = "container.network";

        @Override
        public String kind() {
            return KIND;
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

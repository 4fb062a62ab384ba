package io.dockmedic.collectors.event;

import java.time.Instant;

/** What happens to the machine itself. */
public sealed interface HostEvent extends Event {
    /**
     * A file system that matters was asked how full it is.
     *
     * @param mountpoint        the subject
     * @param device            {@code /dev/sda1}
     * @param filesystem        {@code ext4}
     * @param roles             why it matters, words with a space between: {@code engine}, {@code volume}, {@code bind},
     *                          {@code log}, {@code dockmedic}
     * @param sizeBytes         in all
     * @param availableBytes    that a user can still write
     * @param usedPercent       as {@code df} has it, rounded up
     * @param inodesUsedPercent the same of inodes; 0 where there is no limit on them
     * @param readOnly          nothing can be written to it
     * @param turnedReadOnly    the kernel made it so after an error, nobody asked for it
     */
    record DiskSampled(
            Instant at, String host, Origin origin, String mountpoint, String device, String filesystem, String roles,
            long sizeBytes, long availableBytes, int usedPercent, int inodesUsedPercent, boolean readOnly,
            boolean turnedReadOnly) implements HostEvent {
        public static final String KIND = "disk.sample";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String subject() {
            return mountpoint;
        }

        @Override
        public String summary() {
            return mountpoint + " (" + filesystem + " on " + device + ", " + roles + ") is " + usedPercent
                    + " % full, its inodes " + inodesUsedPercent + " %" + (readOnly ? ", read-only" : "");
        }
    }

    /** A file system is unmounted, or no container needs it any more. */
    record DiskGone(Instant at, String host, Origin origin, String mountpoint) implements HostEvent {
        public static final String KIND = "disk.gone";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return mountpoint;
        }

        @Override
        public String summary() {
            return mountpoint + " is unmounted, or no running container needs it any more";
        }
    }
}

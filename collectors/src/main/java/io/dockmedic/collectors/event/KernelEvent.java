package io.dockmedic.collectors.event;

import java.time.Instant;

/**
 * What the kernel wrote in its log. The first line of a kind and subject is an event at once; those that follow within a
 * minute are the next one together, as often as there are any, and after a minute without one there is {@link Quiet}.
 */
public sealed interface KernelEvent extends Event {
    /**
     * The machine ran out of memory and the kernel killed a process. A container at its own limit is not meant: its
     * readings tell of that.
     *
     * @param victim      who was killed, also the subject
     * @param memoryBytes of the machine's memory that it held; 0 where the kernel does not say
     * @param count       lines since the event before of this kind and subject
     */
    record OutOfMemory(Instant at, String host, Origin origin, Victim victim, long memoryBytes,
            int count) implements KernelEvent {
        public static final String KIND = "host.oom";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return victim.subject();
        }

        @Override
        public String summary() {
            return "the machine ran out of memory and the kernel killed " + victim.words();
        }
    }

    /**
     * A block device did not do what it was asked to.
     *
     * @param device    {@code sda}, also the subject
     * @param error     as the kernel says it: {@code I/O}, {@code critical medium}, …
     * @param operation {@code read}, {@code write}, {@code flush}, …; empty where the kernel does not say
     * @param sector    of 512 bytes; -1 where the kernel does not say
     * @param count     lines since the event before of this kind and subject
     */
    record IoError(Instant at, String host, Origin origin, String device, String error, String operation, long sector,
            int count) implements KernelEvent {
        public static final String KIND = "host.io_error";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return device;
        }

        @Override
        public String summary() {
            return device + ": " + error + " error" + (operation.isEmpty() ? "" : " on " + operation)
                    + (sector < 0 ? "" : " at sector " + sector);
        }
    }

    /**
     * A file system found something wrong with itself, or the kernel lets nothing be written to it any more.
     *
     * @param device     {@code sda1}, also the subject
     * @param filesystem {@code ext4}, {@code xfs}, {@code btrfs}, …
     * @param mountpoint where it is mounted; empty when that is not known
     * @param message    the kernel's own words, at most 300 characters
     * @param readOnly   the kernel made it read-only or shut it down
     * @param count      lines since the event before of this kind, subject and {@code readOnly}
     */
    record FilesystemError(Instant at, String host, Origin origin, String device, String filesystem, String mountpoint,
            String message, boolean readOnly, int count) implements KernelEvent {
        public static final String KIND = "host.filesystem_error";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return device;
        }

        @Override
        public String summary() {
            return filesystem + " on " + device + (mountpoint.isEmpty() ? "" : " (" + mountpoint + ")") + ": "
                    + message;
        }
    }

    /**
     * A process waits for something in the kernel, cannot be interrupted, and has for longer than the kernel thinks right.
     *
     * @param victim  who waits, also the subject
     * @param seconds for how long
     * @param count   lines since the event before of this kind and subject
     */
    record TaskHung(Instant at, String host, Origin origin, Victim victim, int seconds,
            int count) implements KernelEvent {
        public static final String KIND = "host.hung_task";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return victim.subject();
        }

        @Override
        public String summary() {
            return victim.words() + " is stuck in the kernel for more than " + seconds + " s";
        }
    }

    /**
     * For a minute the kernel wrote nothing more of the kind about the subject.
     *
     * @param of    the kind, {@code host.io_error}
     * @param about the subject, the same as that of the events before
     */
    record Quiet(Instant at, String host, Origin origin, String of, String about) implements KernelEvent {
        public static final String KIND = "host.quiet";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return about;
        }

        @Override
        public String summary() {
            return "no " + of + " of " + about + " for a minute";
        }
    }
}

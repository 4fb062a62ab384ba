package io.dockmedic.collectors.event;

/**
 * A container beside the others of its host, where all want the processors. Percent are whole, rounded down.
 *
 * @param hostCpuPercent of all the host's processors together, what it used; 0 where it is not known how many there are
 * @param waiting        the name of the other container that waited for a processor the longest while this one used more
 *                       than twice as much; empty when none did, or the kernel keeps no pressure of groups
 * @param waitingPercent how much of the time that one waited; 0 when none did
 */
public record Neighbours(int hostCpuPercent, String waiting, int waitingPercent) {
    /** Nothing is known of others. */
    public static final Neighbours NONE = new Neighbours(0, "", 0);
}

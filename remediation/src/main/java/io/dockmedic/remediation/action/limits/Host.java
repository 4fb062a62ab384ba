package io.dockmedic.remediation.action.limits;

import io.dockmedic.remediation.room.Bytes;
import java.util.Optional;

/** Whether the host can give a container more. */
final class Host {
    private Host() {}

    /**
     * What stands against it; empty when nothing does. At most half of what would be left with the container at its limit of
     * now may be given to it.
     *
     * @param more      bytes that it is to have
     * @param available bytes that the host can still give
     * @param unused    bytes of its limit that it does not use, and may
     */
    static Optional<String> against(long more, long available, long unused) {
        long left = available - unused;
        return more <= left / 2
                ? Optional.empty()
                : Optional.of("the host has too little memory left: " + Bytes.text(Math.max(0, left))
                        + " with the container at its limit, of which at most half may be given to it, and it was to have "
                        + Bytes.text(more) + " more");
    }

    /** What to say where it cannot be told what the host has left. */
    static String unknown(String why) {
        return "how much memory the host has left cannot be told, so that nothing is given: " + why;
    }
}

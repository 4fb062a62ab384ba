package io.dockmedic.collectors.engine.client;

import java.util.regex.Pattern;

/** What came of a call to the engine. A failure is a value: futures of calls never fail for reasons of the engine. */
public sealed interface CallResult<T> {
    /** The engine did it and answered. */
    record Done<T>(T value) implements CallResult<T> {}

    /**
     * The engine answered no, or was never reached: nothing was done.
     *
     * @param status  HTTP status, or 0 when the call never reached the engine
     * @param message the engine's own words
     */
    record Refused<T>(ErrorClass error, int status, String message) implements CallResult<T> {
        private static final Pattern NO_ROOM = Pattern.compile("no space left on device|disk quota exceeded",
                Pattern.CASE_INSENSITIVE);
        private static final int NOT_MODIFIED = 304;

        /** Whether it says that it is so already: what is to be started runs, what is to be stopped does not. */
        public boolean isSoAlready() {
            return status == NOT_MODIFIED;
        }

        /** Whether it says that a disk is full, in the words of the kernel. */
        public boolean noRoom() {
            return NO_ROOM.matcher(message).find();
        }
    }

    /**
     * No answer in time, or the connection broke after the request was sent. The engine may still finish it; a call
     * that changes something must be settled by looking at the world.
     */
    record Unknown<T>(String why) implements CallResult<T> {}
}

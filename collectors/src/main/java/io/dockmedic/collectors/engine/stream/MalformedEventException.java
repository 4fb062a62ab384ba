package io.dockmedic.collectors.engine.stream;

/** A line of the stream that is no event. */
final class MalformedEventException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedEventException(String message) {
        super(message);
    }
}

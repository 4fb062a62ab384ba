package io.dockmedic.collectors.container.reading;

/** One network interface of the container since it was made. */
public record Network(String name, Direction received, Direction sent) {
    /** One way. */
    public record Direction(long bytes, long packets, long errors, long dropped) {}
}

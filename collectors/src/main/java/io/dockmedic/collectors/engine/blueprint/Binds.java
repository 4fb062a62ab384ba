package io.dockmedic.collectors.engine.blueprint;

/** What {@code -v} asks for: {@code data:/var/lib/data:ro}. */
final class Binds {
    private Binds() {}

    /** Where it is inside. */
    static String target(String bind) {
        String[] parts = bind.split(":", -1);
        return parts.length > 1 ? parts[1] : parts[0];
    }
}

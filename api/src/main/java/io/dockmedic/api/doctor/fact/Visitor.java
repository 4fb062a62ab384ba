package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.base.self.OwnContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who looks. What he may not see another user may.
 *
 * @param container the id of the container we run in; empty outside of one
 */
public record Visitor(String user, Optional<String> container) {
    private static final String ROOT = "root";

    /** Who runs this. Reads files. */
    public static Visitor here() {
        return new Visitor(name(System.getProperty("user.name", "")), OwnContainer.id());
    }

    /** An image may have no names of users, and the JVM none for them then. */
    private static String name(String known) {
        try {
            int number = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return number == 0 ? ROOT : known.isEmpty() || known.equals("?") ? Integer.toString(number) : known;
        } catch (IOException noProc) {
            return known;
        }
    }

    /** For a sentence. */
    public String words() {
        return root() ? ROOT : "the user " + user;
    }

    /** Whether every file of this machine, or this container, is open to him. */
    public boolean root() {
        return user.equals(ROOT);
    }
}

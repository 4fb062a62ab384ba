package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.base.self.OwnContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who looks. What he may not see another user may.
 *
 * @param contained whether we run in a container
 * @param container its id; empty outside of one, and where it cannot be found
 */
public record Visitor(String user, boolean contained, Optional<String> container) {
    private static final String ROOT = "root";

    /** Who runs this. Reads files. */
    public static Visitor here() {
        return new Visitor(name(System.getProperty("user.name", "")), OwnContainer.inside(), OwnContainer.id());
    }

    /** One who looks from the machine itself. */
    public static Visitor outside(String user) {
        return new Visitor(user, false, Optional.empty());
    }

    /** One who looks from that container. */
    public static Visitor inside(String user, String container) {
        return new Visitor(user, true, Optional.of(container));
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

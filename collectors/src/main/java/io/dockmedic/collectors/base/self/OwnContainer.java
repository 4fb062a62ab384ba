package io.dockmedic.collectors.base.self;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container we run in, if we run in one. Our control group is named after it, where the groups of the machine are
 * shown. Else there is {@code /etc/hostname}, which Docker and Podman mount from a directory that is named after the
 * container's id, and {@code /proc/self/mountinfo} shows it whatever the cgroup version and namespace; but where the
 * network is another container's the file is that one's, too.
 */
public final class OwnContainer {
    private static final Path ROOT = Path.of("/");
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{64}");
    /** Podman's folder is named after the kind of its store, too: {@code overlay-containers}. */
    private static final Pattern HOST_NAME = Pattern
            .compile("/(?:[a-z]+-)?containers/([0-9a-f]{64})/(?:userdata/)?hostname /etc/hostname ");
    private static final Pattern OVERLAY = Pattern.compile("(?m)^\\S+ \\S+ \\S+ \\S+ / .* - overlay ");

    private OwnContainer() {}

    /** Its full id; empty outside a container, and where it cannot be found. Reads files. */
    public static Optional<String> id() {
        return ids().stream().findFirst();
    }

    /** Its full id, and that of the container whose network it shares; empty outside a container. Reads files. */
    public static Set<String> ids() {
        return ids(ROOT);
    }

    private static Set<String> ids(Path root) {
        Set<String> ids = new LinkedHashSet<>();
        idOfGroup(text(root.resolve("proc/self/cgroup"))).ifPresent(ids::add);
        idIn(text(root.resolve("proc/self/mountinfo"))).ifPresent(ids::add);
        return ids;
    }

    /** Whether we run in one, whose id may not be to be found. Reads files. */
    public static boolean inside() {
        return inside(ROOT);
    }

    /** The same, as the files below that root say. */
    public static boolean inside(Path root) {
        return !ids(root).isEmpty() || marked(root);
    }

    /** A disk image made of a container's keeps Docker's mark; it has a file system of its own, though. */
    static boolean marked(Path root) {
        return Files.exists(root.resolve("run/.containerenv")) || (Files.exists(root.resolve(".dockerenv"))
                && OVERLAY.matcher(text(root.resolve("proc/self/mountinfo"))).find());
    }

    /** The innermost: a container may have containers of its own. */
    static Optional<String> idOfGroup(String groups) {
        List<String> ids = groups.lines()
                .map(line -> GROUP.matcher(line).results().toList())
                .filter(found -> !found.isEmpty())
                .map(found -> found.getLast().group())
                .distinct()
                .toList();
        return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
    }

    static Optional<String> idIn(String mountinfo) {
        Matcher mount = HOST_NAME.matcher(mountinfo);
        return mount.find() ? Optional.of(mount.group(1)) : Optional.empty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notThere) {
            return "";
        }
    }
}

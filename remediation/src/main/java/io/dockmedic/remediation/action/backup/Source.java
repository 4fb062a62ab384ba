package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.detail.Details;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a backup is made of.
 *
 * @param name   as files are called after it, and people read it
 * @param path   of the files in the container; empty for a command's output
 * @param suffix of files
 */
record Source(String name, String path, String suffix) {
    /** The output of a command. */
    static final Source DUMP = new Source("dump", "", "dump");

    private static final String TAR = "tar";
    private static final String VOLUME = "volume";
    private static final String BIND = "bind";
    private static final Pattern NAMELESS = Pattern.compile("[0-9a-f]{64}");

    /** What was found. */
    sealed interface Found {
        /** It is there. */
        record There(Source source) implements Found {}

        /** It is not, or which one is meant is not said. */
        record Not(String why) implements Found {}
    }

    /** @param wanted a volume's name or where it is mounted; empty for the only volume */
    static Found of(List<Details.Mount> mounts, String wanted) {
        List<Details.Mount> named = mounts.stream()
                .filter(mount -> wanted.isEmpty() ? mount.type().equals(VOLUME) : is(mount, wanted))
                .toList();
        if (named.size() == 1) {
            return new Found.There(of(named.getFirst()));
        }
        String has = mounts.stream()
                .filter(mount -> mount.type().equals(VOLUME) || mount.type().equals(BIND))
                .map(mount -> mount.destination())
                .sorted()
                .collect(Collectors.joining(", "));
        String others = has.isEmpty() ? "nothing is mounted there" : "what is mounted there: " + has;
        if (wanted.isEmpty()) {
            return new Found.Not(named.isEmpty()
                    ? "the container has no volume; " + others
                    : "the container has several volumes, say which; " + others);
        }
        return new Found.Not(named.isEmpty()
                ? "the container has no volume " + wanted + "; " + others
                : "the container has " + wanted + " mounted at several places, name one; " + others);
    }

    private static boolean is(Details.Mount mount, String wanted) {
        return (mount.type().equals(VOLUME) && (mount.source().equals(wanted) || mount.destination().equals(wanted)))
                || (mount.type().equals(BIND) && mount.destination().equals(wanted));
    }

    /** A volume that nobody named has another name when the container is made anew. */
    private static Source of(Details.Mount mount) {
        boolean named = mount.type().equals(VOLUME) && !NAMELESS.matcher(mount.source()).matches();
        return new Source(named ? mount.source() : plain(mount.destination()), mount.destination(), TAR);
    }

    /** A path or a service as one word that can be a file's name. */
    static String plain(String path) {
        return path.replace('/', '+');
    }

    boolean dumps() {
        return path.isEmpty();
    }

    /** For a person. */
    String words() {
        return Optional.of(path)
                .filter(there -> !there.isEmpty())
                .map(there -> name + ", mounted at " + there)
                .orElse(
                        "what a command writes");
    }
}

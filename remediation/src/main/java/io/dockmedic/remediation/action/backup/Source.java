package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.detail.Details;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a backup is made of.
 *
 * @param name   as files are called after it, and people read it
 * @param path   of the files in the container; empty for a command's output
 * @param suffix of files
 * @param of     what tells it from others of the service, for a person; the same when the container was made anew
 * @param type   of the mount; empty for a command's output
 * @param from   the volume's name, or the path on the engine's machine; empty for a command's output
 */
record Source(String name, String path, String suffix, String of, String type, String from) {
    private static final String TAR = "tar";
    private static final String VOLUME = "volume";
    private static final String BIND = "bind";
    private static final Pattern NAMELESS = Pattern.compile("[0-9a-f]{64}");

    /** The output of a command, which is not written down: there may be a secret in it. */
    static Source dump(List<String> command) {
        byte[] sum = Part.digest().digest(String.join("\0", command).getBytes(StandardCharsets.UTF_8));
        return new Source("dump", "", "dump", "a command's output (" + HexFormat.of().formatHex(sum, 0, 8) + ")", "",
                "");
    }

    /** The same, with files that are called so; as it is where that is empty. */
    Source called(String wanted) {
        return wanted.isEmpty() ? this : new Source(wanted, path, suffix, of, type, from);
    }

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
            Source source = of(named.getFirst());
            return mounts.stream()
                    .map(mount -> mount.destination())
                    .filter(other -> below(other, source.path()))
                    .sorted()
                    .findFirst()
                    .<Found>map(
                            below -> new Found.Not("below " + source.path() + " something else is mounted, at " + below
                                    + ", which would be copied with it"))
                    .orElseGet(() -> new Found.There(source));
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

    private static boolean below(String path, String of) {
        return path.startsWith(of.endsWith("/") ? of : of + "/");
    }

    /** Whether what is mounted there has files of it, or it has some of that. */
    boolean shares(Details.Mount mount) {
        return mount.type().equals(type) && (mount.source().equals(from)
                || (type.equals(BIND) && (below(mount.source(), from) || below(from, mount.source()))));
    }

    /** A volume that nobody named has another name when the container is made anew. */
    private static Source of(Details.Mount mount) {
        boolean named = mount.type().equals(VOLUME) && !NAMELESS.matcher(mount.source()).matches();
        return new Source(plain(named ? mount.source() : mount.destination()), mount.destination(), TAR,
                named ? "the volume " + mount.source() : "what is mounted at " + mount.destination(), mount.type(),
                mount.source());
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
        return dumps() ? "what a command writes" : name + ", mounted at " + path;
    }
}

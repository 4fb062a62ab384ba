package io.dockmedic.collectors.host.mount;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code /proc/self/mountinfo} (proc(5)).
 *
 * @param device       major and minor number of the file system, {@code 8:1}: the same for all its mounts
 * @param root         the part of it that is shown, {@code /} for all
 * @param point        where
 * @param options      of this mount alone, {@code rw} or {@code ro} first
 * @param type         {@code ext4}
 * @param source       {@code /dev/sda1}
 * @param superOptions of the file system itself, whoever mounted it where
 */
public record MountEntry(
        String device, String root, String point, List<String> options, String type, String source,
        List<String> superOptions) {
    private static final int POINT = 4;

    public MountEntry {
        options = List.copyOf(options);
        superOptions = List.copyOf(superOptions);
    }

    /** Empty for a line of another form. */
    public static Optional<MountEntry> parse(String line) {
        String[] halves = line.split(" - ", 2);
        String[] where = halves[0].split(" ", -1);
        String[] what = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
        if (where.length <= POINT + 1 || what.length < 3) {
            return Optional.empty();
        }
        return Optional.of(new MountEntry(
                where[2], unescaped(where[3]), unescaped(where[POINT]), words(where[POINT + 1]), what[0],
                unescaped(what[1]), words(what[2])));
    }

    private static List<String> words(String options) {
        return Arrays.asList(options.split(",", -1));
    }

    /** Spaces and the like are written in octal. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}

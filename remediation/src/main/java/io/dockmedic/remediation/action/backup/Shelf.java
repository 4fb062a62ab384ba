package io.dockmedic.remediation.action.backup;

import io.dockmedic.remediation.room.Bytes;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backups of one thing of one service, in the service's folder: {@code NAME-20261128T033000Z.tar}, each with its sum beside
 * in {@code ….tar.sha256}, as {@code sha256sum -c} reads it. What has no sum, or is called otherwise, is not ours and is left alone. What
 * those of a name are of is in {@code NAME.source}.
 * Blocks for as long as the disk does.
 */
final class Shelf {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{8}T\\d{6}Z)\\.(tar|dump)");
    private static final String OF = ".source";
    private static final long SHARE = 50;
    private static final long RESERVE = 1L << 30;

    private final Path directory;
    private final Path folder;
    private final Source source;
    private final Pattern ours;

    /** @param directory as configured */
    Shelf(Path directory, String service, Source source) {
        this.directory = directory;
        this.folder = directory.resolve(Source.plain(service));
        this.source = source;
        this.ours = Pattern.compile(
                Pattern.quote(source.name()) + "-(\\d{8}T\\d{6}Z)\\." + Pattern.quote(source.suffix()));
    }

    /** One that is kept. */
    record Kept(Path file, Instant at, long bytes) {}

    /**
     * One that is kept, with what it is of.
     *
     * @param shrunk it has less than half of what one before it has: it is doubtful, and does not count
     */
    record Named(String name, String suffix, Kept kept, boolean shrunk) {
        private Named among(List<Named> all) {
            return new Named(name, suffix, kept, isShrunk(kept, all.stream()
                    .filter(other -> other.name().equals(name) && other.suffix().equals(suffix))
                    .map(Named::kept)
                    .toList()));
        }
    }

    private static boolean isShrunk(Kept one, List<Kept> all) {
        return all.stream().anyMatch(other -> other.at().isBefore(one.at()) && isHalf(one.bytes(), other));
    }

    private static boolean isHalf(long bytes, Kept other) {
        return bytes < other.bytes() / 2;
    }

    /**
     * What is there before one is made.
     *
     * @param all  that are kept, the newest first
     * @param part where the next is written
     */
    record Ready(List<Kept> all, Path part) {
        Ready {
            all = List.copyOf(all);
        }

        /**
         * The newest that counts, for it is not doubtful, and not of a time to come: a clock that was ahead says nothing of when it was
         * made.
         */
        Optional<Kept> last(Instant wall) {
            return all.stream().filter(one -> !one.at().isAfter(wall) && !isShrunk(one, all)).findFirst();
        }

        /**
         * The largest, where one of so many bytes is less than half as large: that is doubtful, and is so also when there is another
         * such already.
         */
        Optional<Kept> dwarfs(long bytes, Instant wall) {
            return all.stream()
                    .filter(one -> !one.at().isAfter(wall))
                    .max(Comparator.comparingLong(Kept::bytes))
                    .filter(largest -> isHalf(bytes, largest));
        }
    }

    /** Where one of that time is written; its name when it is kept is this less the suffix. */
    Path part(Instant at) {
        return folder.resolve(source.name() + "-" + STAMP.format(at) + "." + source.suffix() + Keeping.PART);
    }

    /**
     * Makes the folder, and removes what was cut off.
     *
     * @param mounted where what the container mounts is on the engine's machine
     * @param wall    what the clock on the wall shows
     * @throws IOException with the reason for a person, also where there is no room for one as large as the last
     */
    Ready prepare(List<Path> mounted, Instant wall) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("the directory for backups, " + directory + ", is not there");
        }
        Path real = directory.toRealPath();
        for (Path mount : mounted) {
            if (mount.isAbsolute() && real.startsWith(mount)) {
                throw new IOException(
                        "the directory for backups, " + directory + ", is within what the container mounts: "
                                + mount);
            }
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
        }
        compare();
        sweep();
        Ready ready = new Ready(all(), free(wall));
        long room = room(folder);
        Optional<Kept> last = ready.last(wall);
        if (last.isPresent() && last.get().bytes() > room) {
            throw new IOException("there is no room: the last one has " + Bytes.text(last.get().bytes()) + ", and "
                    + Bytes.text(room) + " may be used in " + folder);
        }
        return ready;
    }

    /** Those of one name are of one source, or each would be counted, and removed, as if it were of the other. */
    private void compare() throws IOException {
        String of = noted();
        if (!of.isEmpty() && !of.equals(source.of())
                && named(folder).stream().anyMatch(one -> one.name().equals(source.name()))) {
            throw new IOException("backups called " + source.name() + " are of " + of + ", and this is of "
                    + source.of()
                    + "; give it another name: in the rule, or remove " + note() + " if it is to go on under this one");
        }
    }

    /** Writes down of what those of this name are, now that there is one. */
    void claim() throws IOException {
        if (!noted().equals(source.of())) {
            Keeping.write(note(), source.of() + "\n");
        }
    }

    private Path note() {
        return folder.resolve(source.name() + OF);
    }

    private String noted() throws IOException {
        return Files.isRegularFile(note(), LinkOption.NOFOLLOW_LINKS) ? Files.readString(note()).strip() : "";
    }

    /** A time after which nothing is called yet: two may be made in a second, and the clock may have been set back. */
    private Path free(Instant wall) {
        Instant at = wall;
        while (Keeping.isTaken(part(at))) {
            at = at.plusSeconds(1);
        }
        return part(at);
    }

    /** How much may be written there: a fiftieth of the disk, at most a gibibyte, is left to others. */
    static long room(Path at) {
        File there = at.toFile();
        return there.getUsableSpace() - Math.min(RESERVE, there.getTotalSpace() / SHARE);
    }

    /** Those that are kept, the newest first. */
    List<Kept> all() throws IOException {
        return Files.isDirectory(folder)
                ? named(folder).stream()
                        .filter(one -> one.name().equals(source.name()) && one.suffix().equals(source.suffix()))
                        .map(Named::kept)
                        .sorted(Comparator.comparing(Kept::at).reversed())
                        .toList()
                : List.of();
    }

    /** All that are kept in a service's folder, in no order. */
    static List<Named> named(Path folder) throws IOException {
        List<Named> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Keeping.hasSum(file)) {
                    time(name.group(2)).ifPresent(at -> all.add(new Named(name.group(1), name.group(3),
                            new Kept(file, at, file.toFile().length()), false)));
                }
            }
        }
        return all.stream().map(one -> one.among(all)).toList();
    }

    /** One that is kept; empty where it is not. */
    static Optional<Named> find(Path file) throws IOException {
        Path folder = file.getParent();
        return folder == null
                ? Optional.empty()
                : named(folder).stream().filter(one -> one.kept().file().equals(file)).findFirst();
    }

    private static Optional<Instant> time(String stamp) {
        try {
            return Optional.of(Instant.from(STAMP.parse(stamp)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** What was cut off: parts, and sums of what is not there. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean part = name.endsWith(Keeping.PART)
                        && (is(name, Keeping.PART)
                                || is(name.substring(0, name.length() - Keeping.PART.length()), Keeping.SUM));
                boolean lost = is(name, Keeping.SUM)
                        && !Files.exists(folder.resolve(name.substring(0, name.length() - Keeping.SUM.length())));
                if (part || lost) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean is(String name, String suffix) {
        return name.endsWith(suffix)
                && ours.matcher(name.substring(0, name.length() - suffix.length())).matches();
    }

    /**
     * Which are too many or too old, now that there is a good one; never that. Those of a time to come, by a clock that was ahead, are not
     * counted before it has come: nobody knows how old they are. Nor are those that are doubtful: none goes because of them.
     *
     * @param wall what the clock on the wall shows
     */
    static List<Kept> surplus(List<Kept> all, Path good, int keep, Optional<Duration> age, Instant wall) {
        List<Kept> past = all.stream().filter(one -> !one.at().isAfter(wall)).toList();
        List<Kept> surplus = new ArrayList<>();
        int kept = 1;
        for (Kept one : past) {
            if (one.file().equals(good)) {
                continue;
            }
            if (kept >= keep || age.filter(old -> one.at().isBefore(wall.minus(old))).isPresent()) {
                surplus.add(one);
            } else if (!isShrunk(one, past)) {
                kept++;
            }
        }
        return surplus;
    }
}

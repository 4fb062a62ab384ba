package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.Vulnerability;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that reports are dropped in: its {@code *.json}, not what lies in folders below, begins with a dot or is a
 * link. A file is read when it is new or was changed; blocks for as long as its disk does. For one thread at a time.
 */
final class ReportFolder {
    /** Larger ones are not read. */
    static final long LARGEST = 32L << 20;

    /** The newest are looked at. */
    private static final int MOST = 500;

    /** A file that ends too early is bad when nobody has written to it for so long. */
    private static final Duration WRITING = Duration.ofMinutes(1);

    private final Path folder;
    private final Opening opening;
    private Map<Path, Known> known = new HashMap<>();
    private SortedMap<Path, String> bad = new TreeMap<>();
    private int unread;

    /** Opens a file. */
    @FunctionalInterface
    interface Opening {
        InputStream open(Path file) throws IOException;
    }

    /**
     * @param stamp  empty when the file is to be read again, changed or not
     * @param report null when it could not be read
     */
    private record Known(String stamp, @Nullable ReportFile report, @Nullable String problem) {}

    /** @param modified by the file system's clock */
    private record Found(Path path, String stamp, long size, Instant modified) {}

    ReportFolder(Path folder) {
        this(folder, ReportFolder::open);
    }

    /** With another way to open its files. */
    ReportFolder(Path folder, Opening opening) {
        this.folder = folder;
        this.opening = opening;
    }

    /**
     * All that can be read, the newest last; none when there is no folder.
     *
     * @param now by the wall clock
     * @throws IOException when the folder is there and cannot be read
     */
    List<ReportFile> look(Instant now) throws IOException {
        List<Found> files = list();
        Map<Path, Known> next = new HashMap<>();
        List<ReportFile> reports = new ArrayList<>();
        SortedMap<Path, String> problems = new TreeMap<>();
        for (Found file : files) {
            Known last = known.get(file.path());
            Known one = last != null && last.stamp().equals(file.stamp()) ? last : read(file, now);
            if (one != null) {
                next.put(file.path(), one);
                if (one.report() != null) {
                    reports.add(one.report());
                }
                if (one.problem() != null) {
                    problems.put(file.path(), one.problem());
                }
            }
        }
        known = next;
        bad = problems;
        reports.sort(Comparator.comparing(ReportFile::written).thenComparing(ReportFile::path));
        return reports;
    }

    /** What is wrong with which file, as of the last look. */
    SortedMap<Path, String> bad() {
        return bad;
    }

    /** How many more files there were, as of the last look. */
    int unread() {
        return unread;
    }

    /** Reads a report once more. */
    Header read(ReportFile file, Consumer<Vulnerability> findings) throws IOException, BadReportException {
        return read(file.path(), opening, findings);
    }

    /** Reads the report in that file. */
    static Header read(Path file, Consumer<Vulnerability> findings) throws IOException, BadReportException {
        return read(file, ReportFolder::open, findings);
    }

    private static Header read(Path file, Opening opening, Consumer<Vulnerability> findings)
            throws IOException, BadReportException {
        try (InputStream in = new BufferedInputStream(opening.open(file))) {
            return TrivyReader.read(in, findings);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private List<Found> list() throws IOException {
        List<Found> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = path.getFileName().toString();
                if (name.endsWith(".json") && !name.startsWith(".")) {
                    add(path, files);
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        files.sort(Comparator.comparing(Found::modified).reversed());
        unread = Math.max(0, files.size() - MOST);
        return files.size() > MOST ? files.subList(0, MOST) : files;
    }

    private static void add(Path path, List<Found> files) {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isRegularFile()) {
                Instant modified = is.lastModifiedTime().toInstant();
                files.add(new Found(path, modified + " " + is.size() + " " + is.fileKey(), is.size(), modified));
            }
        } catch (IOException gone) {
            // Between the list and the look.
        }
    }

    /** Null when it is to be tried again. */
    private @Nullable Known read(Found file, Instant now) {
        if (file.size() > LARGEST) {
            return problem(file, "is larger than " + (LARGEST >> 20) + " MiB");
        }
        try {
            Header header = read(file.path(), opening, finding -> {});
            Instant created = header.created();
            // A clock that was ahead must not make every later report an old one.
            Instant written = created == null || created.isAfter(file.modified()) ? file.modified() : created;
            return new Known(file.stamp(), new ReportFile(file.path(), file.stamp(), header, written), null);
        } catch (BadReportException bad) {
            boolean later = bad.incomplete() && file.modified().plus(WRITING).isAfter(now);
            return later ? null : problem(file, String.valueOf(bad.getMessage()));
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException e) {
            // The disk's fault or that of its rights, which are mended without a change of the file.
            return new Known("", null, "cannot be read: " + e);
        }
    }

    private static Known problem(Found file, String problem) {
        return new Known(file.stamp(), null, problem);
    }
}

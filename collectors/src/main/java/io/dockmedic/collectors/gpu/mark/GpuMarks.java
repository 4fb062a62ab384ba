package io.dockmedic.collectors.gpu.mark;

import io.dockmedic.collectors.event.Gpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which the marks on GPUs are, for every program of the host to read. What reads and writes files may block;
 * what is known from the last time may be asked from any thread.
 */
public final class GpuMarks {
    private static final String HIDDEN = ".";
    /** What a person or another program leaves there may be anything. */
    private static final long LONGEST = 64L << 10;
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    private final Path folder;
    private volatile List<GpuMark> latest = List.of();

    public GpuMarks(Path folder) {
        this.folder = folder;
    }

    /** In that runtime directory. */
    public static GpuMarks in(Path runtimeDirectory) {
        return new GpuMarks(runtimeDirectory.resolve("gpus"));
    }

    /** As they were when they were last read, by name in order. */
    public List<GpuMark> latest() {
        return latest;
    }

    /** The one on that GPU, as they were when they were last read; of several one of ours. */
    public Optional<GpuMark> on(Gpu gpu) {
        return latest.stream().filter(mark -> mark.on(gpu)).max(Comparator.comparing(GpuMark::ours));
    }

    /** Where it is. */
    public Path file(GpuMark mark) {
        return folder.resolve(mark.name());
    }

    /** Reads all that there are; none where there is no folder. */
    public List<GpuMark> read() throws IOException {
        List<GpuMark> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, GpuMarks::mayBeOne)) {
                for (Path file : files) {
                    one(file).ifPresent(all::add);
                }
            } catch (DirectoryIteratorException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
        }
        all.sort(Comparator.comparing(GpuMark::name));
        latest = List.copyOf(all);
        return latest;
    }

    /** Writes those, over what is there by their names, and takes the others away. What cannot be done stands in the way of nothing else. */
    public void change(Collection<GpuMark> write, Collection<String> remove) throws IOException {
        List<IOException> failed = new ArrayList<>();
        for (GpuMark mark : write) {
            try {
                write(mark);
            } catch (IOException e) {
                failed.add(e);
            }
        }
        for (String name : remove) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                failed.add(e);
            }
        }
        read();
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
    }

    /** Makes the folder, so that it is ours, and a person need not make one that we could not write to. */
    public void prepare() throws IOException {
        Files.createDirectories(folder);
        if (!Files.getPosixFilePermissions(folder).containsAll(FOLDER)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    /** Nobody sees half of it, and everybody may read it, whatever we let others read otherwise. */
    private void write(GpuMark mark) throws IOException {
        prepare();
        Path fresh = folder.resolve(HIDDEN + mark.name());
        Files.writeString(fresh, mark.text());
        Files.setPosixFilePermissions(fresh, FILE);
        Files.move(fresh, file(mark), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean mayBeOne(Path file) {
        return !name(file).startsWith(HIDDEN) && !Files.isDirectory(file);
    }

    /** Empty when it has gone meanwhile. One that cannot be read is there all the same. */
    private static Optional<GpuMark> one(Path file) {
        try {
            return Optional.of(GpuMark.read(name(file),
                    Files.isRegularFile(file) && Files.size(file) <= LONGEST
                            ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            : ""));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(GpuMark.read(name(file), ""));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}

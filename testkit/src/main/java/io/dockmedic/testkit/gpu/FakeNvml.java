package io.dockmedic.testkit.gpu;

import io.dockmedic.testkit.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A library with the symbols of NVIDIA's {@code libnvidia-ml.so.1}, compiled by the C compiler of the machine (packages
 * {@code gcc} and {@code libc6-dev}), which says what it is told to: see {@code nvml.c}. One of its own for each test:
 * it is known by its file. Safe for use by several threads.
 */
public final class FakeNvml {
    private final Path file;
    private final Path state;
    private final List<String> lines = new ArrayList<>();

    private FakeNvml(Path folder, Path compiled) {
        file = folder.resolve("nvml.so");
        state = folder.resolve("nvml.so.state");
        try {
            Files.copy(compiled, file);
            Files.createFile(file.resolveSibling("nvml.so.calls"));
            Files.createFile(file.resolveSibling("nvml.so.told"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write();
    }

    /** Of a driver of today, with one healthy GPU. */
    public static FakeNvml in(Path folder) {
        return new FakeNvml(folder, Compiled.TODAYS);
    }

    /** Of a driver that lacks what came with later ones: versions of structs, field values, event reasons. */
    public static FakeNvml old(Path folder) {
        return new FakeNvml(folder, Compiled.OLD);
    }

    /** Of a driver without the third versions of the lists of processes, as 450 to 509 and 535.98. */
    public static FakeNvml withoutThirdLists(Path folder) {
        return new FakeNvml(folder, Compiled.NO_V3_LISTS);
    }

    /** The library. */
    public Path file() {
        return file;
    }

    /** Says something of the machine: {@code count 2}, {@code init 18}, {@code driver 590.1}. Replaces what it said. */
    public synchronized FakeNvml says(String key, Object value) {
        lines.removeIf(line -> line.startsWith(key + " "));
        lines.add(key + " " + value);
        write();
        return this;
    }

    /** Says something of a GPU: {@code 0, "temp", 90}. Replaces what it said. */
    public FakeNvml says(int gpu, String key, Object value) {
        return says(gpu + " " + key, value);
    }

    /** From now on it says again what a healthy one does. */
    public synchronized FakeNvml unsays(int gpu, String key) {
        lines.removeIf(line -> line.startsWith(gpu + " " + key + " "));
        write();
        return this;
    }

    /** A process uses the GPU. */
    public synchronized FakeNvml runs(int gpu, long pid, long bytes) {
        lines.add(gpu + " process " + pid + " " + bytes);
        write();
        return this;
    }

    /** A client of the MPS server uses the GPU. */
    public synchronized FakeNvml runsByMps(int gpu, long pid, long bytes) {
        lines.add(gpu + " mps " + pid + " " + bytes);
        write();
        return this;
    }

    /** A program that draws uses the GPU. */
    public synchronized FakeNvml draws(int gpu, long pid, long bytes) {
        lines.add(gpu + " graphics " + pid + " " + bytes);
        write();
        return this;
    }

    /** That process uses it no more. */
    public synchronized FakeNvml leaves(int gpu, long pid) {
        lines.removeIf(line -> line.startsWith(gpu + " process " + pid + " "));
        write();
        return this;
    }

    /** The GPU is divided, and this is one of its parts. */
    public synchronized FakeNvml divides(int gpu, int gpuInstance, int computeInstance, String profile, long mib,
            long usedMib) {
        says(gpu, "mig", 1);
        lines.add(gpu + " part " + gpuInstance + " " + computeInstance + " " + profile + " " + mib + " " + usedMib);
        write();
        return this;
    }

    /** A process uses a part of a divided GPU. */
    public synchronized FakeNvml runs(int gpu, long pid, long bytes, int gpuInstance, int computeInstance) {
        lines.add(gpu + " process " + pid + " " + bytes + " " + gpuInstance + " " + computeInstance);
        write();
        return this;
    }

    /** A process used so much of the GPU, in percent, until just now. Replaces what was said of that process. */
    public synchronized FakeNvml loads(int gpu, long pid, int compute, int memory) {
        return loads(gpu, pid, compute + " " + memory);
    }

    /** The same, until then: microseconds, as the driver counts them. */
    public synchronized FakeNvml loads(int gpu, long pid, int compute, int memory, long at) {
        return loads(gpu, pid, compute + " " + memory + " " + at);
    }

    private FakeNvml loads(int gpu, long pid, String load) {
        lines.removeIf(line -> line.startsWith(gpu + " load " + pid + " "));
        lines.add(gpu + " load " + pid + " " + load);
        write();
        return this;
    }

    /** An XID, told to whoever registered for it. */
    public synchronized FakeNvml xid(int gpu, int code) {
        lines.add("xid " + gpu + " " + code);
        write();
        return this;
    }

    /** An XID of a part of a divided GPU; all bits of a number are that there is none. */
    public synchronized FakeNvml xid(int gpu, int code, int gpuInstance, int computeInstance) {
        lines.add("xid " + gpu + " " + code + " 8 " + Integer.toUnsignedString(gpuInstance) + " "
                + Integer.toUnsignedString(computeInstance));
        write();
        return this;
    }

    /** The same XID that often. */
    public synchronized FakeNvml flood(int gpu, int code, int times) {
        lines.addAll(Collections.nCopies(times, "xid " + gpu + " " + code));
        write();
        return this;
    }

    /** Another kind of event, told to whoever registered for it. */
    public synchronized FakeNvml event(int gpu, long type) {
        lines.add("xid " + gpu + " 0 " + type);
        write();
        return this;
    }

    /** What the GPU may draw, in milliwatts, as somebody set it; 0 while nobody has. */
    public long limit(int gpu) {
        try {
            return Long.parseLong(Files.readString(limitFile(gpu)).strip());
        } catch (NoSuchFileException nobody) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody else sets what the GPU may draw. */
    public FakeNvml limits(int gpu, long milliwatts) {
        replace(limitFile(gpu), List.of(Long.toString(milliwatts)));
        return this;
    }

    /** The driver is loaded anew, or the machine started: nothing is as somebody set it. */
    public FakeNvml forgetsLimit(int gpu) {
        try {
            Files.deleteIfExists(limitFile(gpu));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private Path limitFile(int gpu) {
        return file.resolveSibling("nvml.so.limit." + gpu);
    }

    /** The calls that were made into GPUs and for the machine (-1), in order: {@code nvmlDeviceGetUUID 0}. */
    public List<String> calls() {
        return read("nvml.so.calls");
    }

    /** How many events of the GPU somebody was given who waited for them. */
    public long told(int gpu) {
        return read("nvml.so.told").stream().filter(line -> line.startsWith(gpu + " ")).count();
    }

    private List<String> read(String name) {
        try {
            return Files.readAllLines(file.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        replace(state, lines);
    }

    /** In one step, so that no call reads half of it. */
    private static void replace(Path to, List<String> lines) {
        try {
            Path fresh = to.resolveSibling(to.getFileName() + ".fresh");
            Files.write(fresh, lines);
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiled once for this JVM; each test loads a copy. It does not bear the real one's name: who asks for that one
     * would be given whichever bears it and is loaded.
     */
    private static final class Compiled {
        private static final Path TODAYS = compile(List.of());
        private static final Path OLD = compile(List.of("-DOLD_DRIVER"));
        private static final Path NO_V3_LISTS = compile(List.of("-DNO_V3_LISTS"));

        private Compiled() {}

        private static Path compile(List<String> flags) {
            try (InputStream source = Objects.requireNonNull(FakeNvml.class.getResourceAsStream("/nvml.c"))) {
                Path folder = Files.createTempDirectory(Path.of("/tmp"), "dmg");
                // Deleted in the reverse order.
                folder.toFile().deleteOnExit();
                Path library = folder.resolve("nvml.so");
                library.toFile().deleteOnExit();
                Path written = folder.resolve("nvml.c");
                Files.copy(source, written);
                List<String> line = new ArrayList<>(List.of("cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1",
                        "-shared", "-fPIC", "-o", library.toString()));
                line.addAll(flags);
                line.addAll(List.of(written.toString(), "-ldl", "-lpthread"));
                Command.run(Map.of(), line).orFail();
                Files.delete(written);
                return library;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

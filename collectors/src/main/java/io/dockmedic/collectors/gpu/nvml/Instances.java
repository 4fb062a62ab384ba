package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a divided GPU (MIG). A part is asked by a handle of its own, which may be another's after the GPU was divided
 * anew: nothing is kept of it. What a part does not have says nothing of the GPU as a whole. For one GPU and one thread.
 */
final class Instances {
    /** {@code NVIDIA H100 80GB HBM3 MIG 1g.10gb}. */
    private static final Pattern PROFILE = Pattern.compile("\\bMIG (\\S+)");
    private static final int MOST = 16;

    private final Asking parts;

    Instances(NvmlLibrary library) {
        this.parts = new Asking(library);
    }

    /** The function that is being called of a part, or was last. May be asked from any thread. */
    String in() {
        return parts.in();
    }

    /** What they did not have they may have by now. */
    void forget() {
        parts.forget();
    }

    /** A part, and the library's name for it, now. */
    private record Part(long handle, GpuInstance instance) {}

    /**
     * Reads all parts.
     *
     * @param gpu   that is divided
     * @param total its memory
     * @param whole who uses the GPU, as far as it says so of the whole: else each part is asked
     */
    Read read(Asking gpu, long handle, Arena memory, long total, Processes.Told whole) throws NvmlException {
        List<Part> found = found(gpu, handle, memory);
        return new Read(found.stream().map(Part::instance).toList(),
                whole.all() && !whole.processes().isEmpty() ? whole : each(found, memory, total, whole));
    }

    /** Each part, with what the whole tells besides. */
    private Processes.Told each(List<Part> found, Arena memory, long total, Processes.Told whole)
            throws NvmlException {
        List<GpuProcess> processes = new ArrayList<>();
        boolean all = !found.isEmpty();
        for (Part part : found) {
            Optional<Processes.Told> users = still(
                    () -> Optional.of(Processes.read(parts, part.handle(), memory, total)));
            all &= users.map(Processes.Told::all).orElse(false);
            users.stream()
                    .flatMap(told -> told.processes().stream())
                    .forEach(process -> processes.add(process.in(part.instance().gpuInstance(),
                            part.instance().computeInstance())));
        }
        Set<Integer> pids = processes.stream().map(GpuProcess::pid).collect(Collectors.toSet());
        whole.processes().stream().filter(process -> !pids.contains(process.pid())).forEach(processes::add);
        return new Processes.Told(processes, whole.all() || all);
    }

    private interface Reading<T> {
        Optional<T> read() throws NvmlException;
    }

    /** A part may go while it is read, and whatever its handle answers then says nothing of the GPU. */
    private static <T> Optional<T> still(Reading<T> part) throws NvmlException {
        try {
            return part.read();
        } catch (NvmlException gone) {
            if (gone.returned().sort() == Returned.Sort.HOST) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    /** What was read of the parts of a GPU. */
    record Read(List<GpuInstance> instances, Processes.Told users) {}

    private List<Part> found(Asking gpu, long handle, Arena memory) throws NvmlException {
        List<Part> found = new ArrayList<>();
        long most = Math.min(MOST, gpu.number(NvmlFunction.MIG_COUNT, handle, memory).orElse(0L));
        MemorySegment part = memory.allocate(ValueLayout.JAVA_LONG);
        for (int index = 0; index < most; index++) {
            Returned returned = gpu.call(NvmlFunction.MIG_BY_INDEX, handle, index, part);
            // Where there is none at that number there may be one at the next.
            if (returned != Returned.NOT_FOUND && gpu.answers(NvmlFunction.MIG_BY_INDEX, returned)) {
                still(() -> part(part.get(ValueLayout.JAVA_LONG, 0), memory)).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Nothing of one that does not say which it is: it is gone by now, as a rule. */
    private Optional<Part> part(long handle, Arena memory) throws NvmlException {
        Optional<Long> gpuInstance = parts.number(NvmlFunction.GPU_INSTANCE, handle, memory);
        Optional<Long> computeInstance = parts.number(NvmlFunction.COMPUTE_INSTANCE, handle, memory);
        if (gpuInstance.isEmpty() || computeInstance.isEmpty()) {
            return Optional.empty();
        }
        Map<Quantity, Long> values = new EnumMap<>(Quantity.class);
        MemoryInfo.read(parts, handle, memory, values);
        Matcher profile = PROFILE.matcher(parts.text(NvmlFunction.NAME, handle, memory));
        return Optional.of(new Part(handle, new GpuInstance(gpuInstance.get().intValue(),
                computeInstance.get().intValue(), parts.text(NvmlFunction.UUID, handle, memory),
                profile.find() ? profile.group(1) : "", values)));
    }
}

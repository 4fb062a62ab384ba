package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.fault.Need;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.collectors.gpu.reading.Telling;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One GPU, by the library's number for it. Reading takes some twenty calls, each of which may hang. For one thread at a
 * time, but for {@link #in} and {@link #gpu}.
 */
final class NvmlGpu {
    private static final long PCI_INFO_SIZE = 68;
    private static final long PCI_BUS_ID = 36;
    /** Every so many readings it is asked again for what it did not have: ten minutes, as a rule. */
    private static final int AFRESH = 60;

    private final Asking asking;
    private final int index;
    private final Gpu former;
    /** What had that number when there were more or fewer of them, where a call into that had not come back; null where none had. */
    private final @Nullable NvmlGpu before;
    private final Events events;
    private final Fields fields;
    private final Instances parts;
    private final Limits limits = new Limits();
    private final ProcessLoad load;
    /** Whether its parts are being asked. */
    private volatile boolean inParts;
    /** Whether a call into it is under way. */
    private volatile boolean busy;
    private volatile Gpu gpu;
    private String device = "";
    private long handle;
    private int readings;
    private Telling telling = Telling.NOT_ASKED;
    /** In which it is; null where it is to be asked into one. */
    private @Nullable EventSet tellsIn;
    /** The last one: what happened to it may be told after it was lost. */
    private volatile long known;

    /**
     * @param former what had that number until the driver forgot us
     * @param before of that number, which may have been of another GPU
     * @param events where it is to tell of what happens to it
     */
    NvmlGpu(NvmlLibrary library, Gpu former, Optional<NvmlGpu> before, Events events, Clock clock) {
        this.asking = new Asking(library);
        this.parts = new Instances(library);
        this.former = former;
        this.before = before.filter(NvmlGpu::occupied).orElse(null);
        this.index = former.index();
        this.fields = new Fields(index);
        this.load = new ProcessLoad(clock);
        this.events = events;
        this.gpu = unknown(index);
    }

    /** One of which only its number is known. */
    static Gpu unknown(int index) {
        return new Gpu(index, Gpu.NVIDIA, "", "", "");
    }

    /** What is known of it. May be asked from any thread. */
    Gpu gpu() {
        return gpu;
    }

    /** That which was reached last with that number. May be asked from any thread. */
    Gpu reached() {
        Gpu now = gpu;
        return now.pci().isEmpty() ? former : now;
    }

    /**
     * Which one it is that does not answer: that which did before, where it was not reached since. Where a call from before they were
     * numbered anew is still out, it is that one's; its number stands for its place where that is not known. May be asked from any thread.
     */
    Gpu hung() {
        NvmlGpu other = before;
        if (other == null || busy || !other.occupied()) {
            return reached();
        }
        Gpu out = other.hung();
        return out.pci().isEmpty() ? new Gpu(index, Gpu.NVIDIA, PciAddress.unknown(index), "", "") : out;
    }

    /** Whether a call that was made with its number is under way. */
    private boolean occupied() {
        NvmlGpu other = before;
        return busy || (other != null && other.occupied());
    }

    /** The function that is being called, or was last. May be asked from any thread. */
    String in() {
        return inParts && !parts.in().isEmpty() ? parts.in() : asking.in();
    }

    /** The library's own name for it, or what that was last; 0 before it was reached. */
    long handle() {
        return known;
    }

    /** Reads all that it has. */
    GpuReading read() {
        busy = true;
        try (Arena memory = Arena.ofConfined()) {
            if (++readings % AFRESH == 0) {
                forget();
            }
            attach(memory);
            register(memory);
            Map<Quantity, Long> values = new EnumMap<>(Quantity.class);
            Set<Slowdown> slowdown = Basics.read(asking, handle, memory, values);
            fields.read(asking, handle, memory, values);
            long total = values.getOrDefault(Quantity.MEMORY_TOTAL, Long.MAX_VALUE);
            Processes.Told told = Processes.read(asking, handle, memory, total);
            Processes.Told users = told.with(load.read(asking, handle, memory, told.processes()));
            Instances.Read divided = values.getOrDefault(Quantity.DIVIDED, 0L) > 0
                    ? parts(memory, total, users)
                    : new Instances.Read(List.of(), users);
            if (values.isEmpty() && !asking.odd().isEmpty()) {
                // Whatever it is that answers so: the next reading asks for the GPU with that number anew.
                handle = 0;
                return GpuReading.silent(gpu, device, GpuState.FAILED, Cure.NONE,
                        "it answers nothing that it is asked; " + asking.odd());
            }
            limits.read(asking, handle, memory, values);
            Need need = Need.of(values);
            return new GpuReading(gpu, device, GpuState.OK, need.cure(), need.why(), values, slowdown,
                    divided.users().processes(), divided.users().all(), events.told(telling),
                    CapabilityTable.of(asking, fields), divided.instances());
        } catch (NvmlException e) {
            // Handles of one that was lost, or of a driver that was loaded anew, are of no use any more.
            handle = 0;
            return failed(e);
        } finally {
            busy = false;
        }
    }

    private Instances.Read parts(Arena memory, long total, Processes.Told users) throws NvmlException {
        inParts = true;
        try {
            return parts.read(asking, handle, memory, total, users);
        } finally {
            inParts = false;
        }
    }

    /**
     * What it may draw, after that was set where it is to be.
     *
     * @param pci        where it is to sit: the driver may number them otherwise by now
     * @param milliwatts 0 to leave it as it is
     */
    PowerAnswer power(String pci, long milliwatts) {
        busy = true;
        try (Arena memory = Arena.ofConfined()) {
            attach(memory);
            return gpu.pci().equals(pci)
                    ? Power.ask(asking, handle, milliwatts, memory)
                    : new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, "another GPU has its number now");
        } catch (NvmlException e) {
            Returned.Sort sort = e.returned().sort();
            if (sort == Returned.Sort.GPU || sort == Returned.Sort.HOST || e.returned() == Returned.UNINITIALIZED) {
                // As when it is read: the next reading finds out more.
                handle = 0;
            }
            return Power.refused(e.returned(), String.valueOf(e.getMessage()));
        } finally {
            busy = false;
        }
    }

    /** How it is built, wired and shown on, asked now. */
    GpuTraits traits() throws NvmlException {
        busy = true;
        try (Arena memory = Arena.ofConfined()) {
            attach(memory);
            return Traits.read(asking, handle, memory);
        } finally {
            busy = false;
        }
    }

    private void forget() {
        asking.forget();
        fields.forget();
        limits.forget();
        parts.forget();
    }

    private GpuReading failed(NvmlException e) {
        String why = String.valueOf(e.getMessage());
        return switch (e.returned()) {
            case GPU_IS_LOST, GPU_NOT_FOUND -> GpuReading.silent(gpu, device, GpuState.LOST, Cure.REBOOT, why);
            case RESET_REQUIRED -> GpuReading.silent(gpu, device, GpuState.FAILED, Cure.RESET, why);
            case INSUFFICIENT_POWER, IRQ_ISSUE, CORRUPTED_INFOROM ->
                GpuReading.silent(gpu, device, GpuState.FAILED, Cure.INSPECT, why);
            default -> GpuReading.silent(gpu, device, GpuState.FAILED, Cure.NONE, why);
        };
    }

    private void attach(Arena memory) throws NvmlException {
        if (handle != 0) {
            return;
        }
        forget();
        asking.anew();
        fields.anew();
        load.forget();
        MemorySegment found = memory.allocate(ValueLayout.JAVA_LONG);
        asking.need(NvmlFunction.HANDLE_BY_INDEX, index, found);
        long reached = found.get(ValueLayout.JAVA_LONG, 0);
        MemorySegment pci = memory.allocate(PCI_INFO_SIZE, Integer.BYTES);
        asking.need(NvmlFunction.PCI_INFO, reached, pci);
        String bus = PciAddress.normal(pci.getString(PCI_BUS_ID, StandardCharsets.US_ASCII));
        gpu = new Gpu(index, Gpu.NVIDIA, bus, asking.text(NvmlFunction.UUID, reached, memory),
                asking.text(NvmlFunction.NAME, reached, memory));
        device = asking.number(NvmlFunction.MINOR_NUMBER, reached, memory).map(minor -> "nvidia" + minor).orElse("");
        if (reached != known || !telling.ofFaults()) {
            tellsIn = null;
        }
        handle = reached;
        known = reached;
    }

    /** The set in which it is to tell is made anew where waiting in it failed. */
    private void register(Arena memory) throws NvmlException {
        EventSet set = events.set();
        if (tellsIn != set && set.enter()) {
            try {
                telling = Registration.ask(asking, handle, set.number(), memory);
                tellsIn = set;
            } finally {
                set.leave();
            }
        }
    }
}

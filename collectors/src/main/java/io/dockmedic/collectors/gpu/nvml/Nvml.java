package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's library and the GPUs that it knows. Nothing is loaded before {@link #look}. {@code look}, {@code read},
 * {@code power} and {@code next} may hang for ever: each is for one thread at a time, and so are {@code read} and {@code power}
 * of each GPU together, but they may run at the same time.
 */
public final class Nvml {
    private static final String CLOSED = "the library is closed";

    /** The library, as the driver installs it and the system finds it. */
    public static final String LIBRARY = "libnvidia-ml.so.1";

    private static final int VERSION_LENGTH = 80;
    private static final long EVENT_SIZE = 32;
    private static final long EVENT_TYPE = 8;
    private static final long EVENT_DATA = 16;

    private final String name;
    private final Gate gate = new Gate();
    private volatile @Nullable NvmlLibrary loaded;
    /** How often it was initialised: it is closed when it was told so as often. */
    private final AtomicInteger uses = new AtomicInteger();
    private volatile @Nullable Open open;

    /** What is open from the driver's being initialised on, until it forgets us. */
    private record Open(NvmlLibrary library, long events, List<NvmlGpu> gpus, String version) {}

    /**
     * What the driver says.
     *
     * @param why     for a person; empty when it answers
     * @param version of the driver; empty when it does not answer
     */
    public record Look(GpuDriverState state, String why, int gpus, String version) {}

    /**
     * What it told of.
     *
     * @param code the XID; 0 for what is no fault and takes a look: how the GPU is by now says what it was
     */
    public record Event(Gpu gpu, int code) {}

    /** @param name of the library, {@link #LIBRARY} or a path */
    public Nvml(String name) {
        this.name = name;
    }

    /**
     * Asks the driver how many GPUs there are; loads and initialises it, the first time and whenever it has forgotten
     * us.
     */
    public Look look() {
        if (!gate.enter("all GPUs")) {
            return gate.stillCloses()
                    ? new Look(GpuDriverState.STUCK, "closing the library has not come back", 0, "")
                    : new Look(GpuDriverState.RELEASED, CLOSED, 0, "");
        }
        try {
            return asked();
        } finally {
            gate.leave();
        }
    }

    private Look asked() {
        try (Arena memory = Arena.ofConfined()) {
            Open now = open == null ? initialised(memory) : open;
            MemorySegment count = memory.allocate(ValueLayout.JAVA_INT);
            Returned returned = now.library().call(NvmlFunction.COUNT, count);
            if (returned != Returned.SUCCESS) {
                open = null;
                throw new NvmlException(NvmlFunction.COUNT, returned);
            }
            int gpus = count.get(ValueLayout.JAVA_INT, 0);
            if (gpus != now.gpus().size()) {
                now = new Open(now.library(), now.events(), gpus(now, gpus), now.version());
            }
            open = now;
            return new Look(GpuDriverState.OK, "", gpus, now.version());
        } catch (IOException e) {
            return new Look(GpuDriverState.NO_LIBRARY, String.valueOf(e.getMessage()), 0, "");
        } catch (NvmlException e) {
            return new Look(state(e.returned()), String.valueOf(e.getMessage()), 0, "");
        }
    }

    private static List<NvmlGpu> gpus(Open before, int count) {
        List<NvmlGpu> gpus = new ArrayList<>(before.gpus().subList(0, Math.min(count, before.gpus().size())));
        while (gpus.size() < count) {
            gpus.add(new NvmlGpu(before.library(), gpus.size(), before.events()));
        }
        return List.copyOf(gpus);
    }

    private Open initialised(Arena memory) throws IOException, NvmlException {
        NvmlLibrary library = loaded == null ? NvmlLibrary.load(name) : loaded;
        loaded = library;
        Returned returned = library.call(NvmlFunction.INIT);
        if (returned != Returned.SUCCESS) {
            throw new NvmlException(NvmlFunction.INIT, returned);
        }
        uses.incrementAndGet();
        MemorySegment events = memory.allocate(ValueLayout.JAVA_LONG);
        boolean set = library.call(NvmlFunction.EVENT_SET_CREATE, events) == Returned.SUCCESS;
        return new Open(library, set ? events.get(ValueLayout.JAVA_LONG, 0) : 0, List.of(), version(library, memory));
    }

    private static String version(NvmlLibrary library, Arena memory) {
        MemorySegment answer = memory.allocate(VERSION_LENGTH);
        return library.call(NvmlFunction.DRIVER_VERSION, answer, VERSION_LENGTH) == Returned.SUCCESS
                ? answer.getString(0, StandardCharsets.UTF_8)
                : "";
    }

    private static GpuDriverState state(Returned returned) {
        return switch (returned) {
            case DRIVER_NOT_LOADED -> GpuDriverState.NO_DRIVER;
            case LIBRARY_NOT_FOUND, FUNCTION_NOT_FOUND -> GpuDriverState.NO_LIBRARY;
            case LIB_RM_VERSION_MISMATCH -> GpuDriverState.MISMATCH;
            case NO_PERMISSION, OPERATING_SYSTEM -> GpuDriverState.REFUSED;
            default -> GpuDriverState.FAILED;
        };
    }

    /**
     * Reads a GPU.
     *
     * @param index below the number that {@link #look} found
     */
    public GpuReading read(int index) {
        if (!gate.enter("GPU " + index)) {
            throw new IllegalStateException(CLOSED);
        }
        try {
            return asked(index);
        } finally {
            gate.leave();
        }
    }

    private GpuReading asked(int index) {
        GpuReading reading = gpu(index).read();
        if (reading.state() == GpuState.FAILED && reading.why().contains(Returned.UNINITIALIZED.words())) {
            open = null;
        }
        return reading;
    }

    /** The number of the GPU at that place; empty when the driver knows of none. May be asked from any thread. */
    public OptionalInt at(String pci) {
        Open now = open;
        List<NvmlGpu> gpus = now == null ? List.of() : now.gpus();
        return IntStream.range(0, gpus.size()).filter(index -> gpus.get(index).gpu().pci().equals(pci)).findFirst();
    }

    /** How many GPUs the driver knows of; none while it is not open. May be asked from any thread. */
    public int count() {
        Open now = open;
        return now == null ? 0 : now.gpus().size();
    }

    /**
     * What a GPU may draw, after that was set where it is to be. May hang for ever, as {@code read} may, and counts as that: one
     * of the two at a time.
     *
     * @param index      as {@link #at} has it
     * @param pci        where it sits
     * @param milliwatts 0 to leave it as it is
     */
    public PowerAnswer power(int index, String pci, long milliwatts) {
        if (!gate.enter("GPU " + index)) {
            return new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, CLOSED);
        }
        try {
            return gpu(index).power(pci, milliwatts);
        } finally {
            gate.leave();
        }
    }

    /**
     * How a GPU is built, wired and shown on. As {@link #read}, and not beside it.
     *
     * @param index below the number that {@link #look} found
     * @throws IOException when it does not answer as it should
     */
    public GpuTraits traits(int index) throws IOException {
        if (!gate.enter("GPU " + index)) {
            throw new IOException(CLOSED);
        }
        try {
            return gpu(index).traits();
        } catch (NvmlException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            gate.leave();
        }
    }

    /** What to say of a GPU that is being read and does not answer. May be called from any thread. */
    public GpuReading stuck(int index, String why) {
        NvmlGpu gpu = gpu(index);
        return GpuReading.silent(gpu.gpu(), "", GpuState.STUCK, Cure.NONE,
                why + (gpu.in().isEmpty() ? "" : ", in " + gpu.in()));
    }

    /** Where a GPU sits; empty while that is not known. May be called from any thread. */
    public String place(int index) {
        Open now = open;
        return now == null || index >= now.gpus().size() ? "" : now.gpus().get(index).gpu().pci();
    }

    /** Whether it can tell of faults. May be called from any thread. */
    public boolean tells() {
        Open now = open;
        return now != null && now.events() != 0;
    }

    private NvmlGpu gpu(int index) {
        Open now = open;
        if (now == null || index >= now.gpus().size()) {
            throw new IllegalStateException("GPU " + index + " is gone");
        }
        return now.gpus().get(index);
    }

    /**
     * Waits until the next thing happens to a GPU, at most so long.
     *
     * @return empty when nothing did, or another kind of event
     * @throws IOException when it cannot be waited for, now
     */
    public Optional<Event> next(int milliseconds) throws IOException {
        if (!gate.enter("faults")) {
            throw new IOException(CLOSED);
        }
        try {
            return awaited(milliseconds);
        } finally {
            gate.leave();
        }
    }

    private Optional<Event> awaited(int milliseconds) throws IOException {
        Open now = open;
        if (now == null || now.events() == 0) {
            throw new IOException("the driver does not tell of faults");
        }
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment event = memory.allocate(EVENT_SIZE, Long.BYTES);
            NvmlFunction function = now.library().has(NvmlFunction.EVENT_WAIT_V2)
                    ? NvmlFunction.EVENT_WAIT_V2
                    : NvmlFunction.EVENT_WAIT;
            Returned returned = now.library().call(function, now.events(), event, milliseconds);
            if (returned == Returned.TIMEOUT) {
                return Optional.empty();
            }
            if (returned != Returned.SUCCESS) {
                throw new IOException(function.symbol() + ": " + returned.words());
            }
            long handle = event.get(ValueLayout.JAVA_LONG, 0);
            long type = event.get(ValueLayout.JAVA_LONG, EVENT_TYPE);
            int code = EventKind.XID.in(type) ? (int) event.get(ValueLayout.JAVA_LONG, EVENT_DATA) : 0;
            return (type & EventKind.ALL) == 0
                    ? Optional.empty()
                    : now.gpus()
                            .stream()
                            .filter(gpu -> gpu.handle() == handle)
                            .findFirst()
                            .map(gpu -> new Event(gpu.gpu(), code));
        }
    }

    /** From now on nothing is asked, and nothing loaded. What is under way goes on. May be called from any thread. */
    public void shut() {
        gate.shut();
    }

    /** It may be asked again; it is loaded and initialised by the next {@link #look}. May be called from any thread. */
    public void reopen() {
        gate.open();
    }

    /**
     * Closes all that is open and unloads the library, once it is {@link #shut} and every call has come back: until then it
     * blocks, which may be for ever. Does nothing when it is opened again meanwhile.
     */
    public void close() throws InterruptedException {
        if (!gate.awaitEmpty()) {
            return;
        }
        try {
            NvmlLibrary library = loaded;
            Open now = open;
            open = null;
            loaded = null;
            if (library != null) {
                if (now != null && now.events() != 0) {
                    library.call(NvmlFunction.EVENT_SET_FREE, now.events());
                }
                // It answers that it is done also when nothing was left to be.
                for (int all = uses.getAndSet(0); all > 0; all--) {
                    library.call(NvmlFunction.SHUTDOWN);
                }
                library.close();
            }
        } finally {
            gate.closed();
        }
    }

    /** Calls that have not come back, for a person; none when nobody is in it. May be asked from any thread. */
    public List<String> inside() {
        NvmlLibrary library = loaded;
        return gate.inside()
                .entrySet()
                .stream()
                .map(one -> {
                    String function = library == null ? "" : library.in(one.getKey());
                    return one.getValue() + (function.isEmpty() ? "" : " in " + function);
                })
                .sorted()
                .toList();
    }
}

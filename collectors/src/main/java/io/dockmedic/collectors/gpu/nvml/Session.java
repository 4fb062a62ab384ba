package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The life of NVIDIA's library: it is loaded and initialised by a look, tells of faults while it is open, may forget us, and is
 * unloaded once it is shut and nobody is in it. Safe for use by several threads, as {@link Nvml} says.
 */
final class Session {
    static final String CLOSED = "the library is closed";

    private static final int VERSION_LENGTH = 80;
    private static final long EVENT_SIZE = 32;
    private static final long EVENT_TYPE = 8;
    private static final long EVENT_DATA = 16;
    private static final long EVENT_GPU_INSTANCE = 24;
    private static final long EVENT_COMPUTE_INSTANCE = 28;

    private final LibraryFile name;
    private final Clock clock;
    private final Gate gate = new Gate();
    private volatile @Nullable NvmlLibrary loaded;
    /** How often it was initialised: it is closed when it was told so as often. */
    private final AtomicInteger uses = new AtomicInteger();
    private volatile @Nullable Open open;
    /** Those that the driver knew of when it last told: one of them may hang while it forgets us. */
    private volatile List<NvmlGpu> last = List.of();
    /** Whether it was initialised for what is not open any more. */
    private volatile boolean owed;
    /** Whether what is open is to be dropped by the next look: nothing else may call the library for that. */
    private volatile boolean forget;

    /** What is open from the driver's being initialised on, until it forgets us. */
    private record Open(NvmlLibrary library, Events events, List<NvmlGpu> gpus, String version) {}

    Session(LibraryFile name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Whether the caller is in, and has to {@link #leave}; false while it is closed. */
    boolean enter(String what) {
        return gate.enter(what);
    }

    void leave() {
        gate.leave();
    }

    /** Those that the driver knows of, by their numbers; none while it is not open, or has forgotten us. */
    List<NvmlGpu> gpus() {
        return forget ? List.of() : held();
    }

    /** The same, until they are dropped: whoever is in a round goes on with them. */
    List<NvmlGpu> held() {
        Open now = open;
        return now == null ? List.of() : now.gpus();
    }

    /** What is known of the one with that number, also while the driver is not open. */
    Optional<NvmlGpu> last(int index) {
        List<NvmlGpu> known = last;
        return index < known.size() ? Optional.of(known.get(index)) : Optional.empty();
    }

    /** The driver has forgotten us, or is to: the next {@link #look} initialises it anew. Calls nothing. May be called from any thread. */
    void forgotten() {
        forget = true;
    }

    /** Only for who is in. */
    private void drop() {
        forget = false;
        Open now = open;
        open = null;
        if (now != null) {
            owed = true;
            now.events().close();
        }
    }

    /** Asks the driver how many GPUs there are; loads and initialises it where that is to be done. */
    Nvml.Look look() {
        if (!gate.enter("all GPUs")) {
            return gate.stillCloses()
                    ? new Nvml.Look(GpuDriverState.STUCK, "closing the library has not come back", 0, "", "")
                    : new Nvml.Look(GpuDriverState.RELEASED, CLOSED, 0, "", "");
        }
        try {
            return asked();
        } finally {
            gate.leave();
        }
    }

    private Nvml.Look asked() {
        if (forget) {
            drop();
        }
        try (Arena memory = Arena.ofConfined()) {
            Open now = open == null ? initialised(memory) : open;
            MemorySegment count = memory.allocate(ValueLayout.JAVA_INT);
            Returned returned = now.library().call(NvmlFunction.COUNT, count);
            if (returned != Returned.SUCCESS) {
                open = now;
                drop();
                throw new NvmlException(NvmlFunction.COUNT, returned);
            }
            int gpus = count.get(ValueLayout.JAVA_INT, 0);
            if (gpus != now.gpus().size()) {
                now = new Open(now.library(), now.events(), gpus(now, gpus), now.version());
            }
            if (!now.events().any()) {
                now.events().renew();
            }
            open = now;
            last = now.gpus();
            return new Nvml.Look(GpuDriverState.OK, "", gpus, now.version(), now.library().file());
        } catch (IOException e) {
            return new Nvml.Look(GpuDriverState.NO_LIBRARY, String.valueOf(e.getMessage()), 0, "", "");
        } catch (NvmlException e) {
            return new Nvml.Look(state(e.returned()), String.valueOf(e.getMessage()), 0, "", file());
        }
    }

    private String file() {
        NvmlLibrary library = loaded;
        return library == null ? "" : library.file();
    }

    /**
     * All anew: where their number changed the driver may have numbered them otherwise, and one handle and another would be of the
     * same GPU. For the same reason it is known which one had a number only while there are as many, and they tell in a set in which
     * none is yet: of those that are in one a handle maps to nobody until it is reached.
     */
    private List<NvmlGpu> gpus(Open before, int count) {
        if (!before.gpus().isEmpty()) {
            before.events().renew();
        }
        boolean same = last.size() == count;
        List<NvmlGpu> gpus = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int index = number;
            Optional<NvmlGpu> known = last(index);
            Gpu former = known.filter(one -> same).map(NvmlGpu::reached).orElseGet(() -> NvmlGpu.unknown(index));
            gpus.add(new NvmlGpu(before.library(), former, known, before.events(), clock));
        }
        return List.copyOf(gpus);
    }

    private Open initialised(Arena memory) throws IOException, NvmlException {
        NvmlLibrary library = loaded == null ? NvmlLibrary.load(name.find()) : loaded;
        loaded = library;
        payBack(library);
        Returned returned = library.call(NvmlFunction.INIT);
        if (returned != Returned.SUCCESS) {
            throw new NvmlException(NvmlFunction.INIT, returned);
        }
        uses.incrementAndGet();
        return new Open(library, new Events(library, clock), List.of(), version(library, memory));
    }

    /** It is shut down as often as it was initialised, but not while a call is in it: then that is done when it is closed. */
    private void payBack(NvmlLibrary library) {
        if (owed && gate.alone()) {
            library.call(NvmlFunction.SHUTDOWN);
            uses.updateAndGet(all -> Math.max(0, all - 1));
        }
        owed = false;
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

    /** Whether it can tell of faults. */
    boolean tells() {
        Open now = open;
        return now != null && !forget && now.events().any();
    }

    /** Waits until the next thing happens to a GPU, at most so long. */
    Optional<Nvml.Event> next(int milliseconds) throws IOException {
        if (!gate.enter("faults")) {
            throw new IOException(CLOSED);
        }
        try {
            return awaited(milliseconds);
        } finally {
            gate.leave();
        }
    }

    private Optional<Nvml.Event> awaited(int milliseconds) throws IOException {
        Open now = open;
        if (now == null || forget) {
            throw new IOException("the driver does not tell of faults");
        }
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment event = memory.allocate(EVENT_SIZE, Long.BYTES);
            // All bits say that there is no part; a driver from before there were parts writes nothing there.
            event.set(ValueLayout.JAVA_LONG, EVENT_GPU_INSTANCE, -1);
            if (!now.events().next(event, milliseconds)) {
                return Optional.empty();
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
                            .map(gpu -> new Nvml.Event(gpu.gpu(), code,
                                    new GpuPart(event.get(ValueLayout.JAVA_INT, EVENT_GPU_INSTANCE),
                                            event.get(ValueLayout.JAVA_INT, EVENT_COMPUTE_INSTANCE))));
        }
    }

    /** From now on nobody comes in, and nothing is loaded. What is under way goes on. */
    void shut() {
        gate.shut();
    }

    /** It may be asked again. */
    void reopen() {
        gate.open();
    }

    /**
     * Closes all that is open and unloads the library, once it is {@link #shut} and every call has come back: until then it
     * blocks, which may be for ever. Does nothing when it is opened again meanwhile.
     */
    void close() throws InterruptedException {
        if (!gate.awaitEmpty()) {
            return;
        }
        try {
            NvmlLibrary library = loaded;
            Open now = open;
            open = null;
            last = List.of();
            loaded = null;
            owed = false;
            forget = false;
            if (library != null) {
                if (now != null) {
                    now.events().close();
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

    /** Calls that have not come back, for a person; none when nobody is in it. */
    List<String> inside() {
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

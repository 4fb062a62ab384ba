package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * NVIDIA's library and the GPUs that it knows. Nothing is loaded before {@link #look}. {@code look}, {@code read},
 * {@code power} and {@code next} may hang for ever: each is for one thread at a time, and so are {@code read} and {@code power}
 * of each GPU together, but they may run at the same time.
 */
public final class Nvml {
    private final Session session;

    /**
     * What the driver says.
     *
     * @param why     for a person; empty when it answers
     * @param version of the driver; empty when it does not answer
     * @param library the file that was loaded; empty when none was, or it cannot be seen
     */
    public record Look(GpuDriverState state, String why, int gpus, String version, String library) {}

    /**
     * What it told of.
     *
     * @param code the XID; 0 for what is no fault and takes a look: how the GPU is by now says what it was
     * @param part of a divided one, to which it happened
     */
    public record Event(Gpu gpu, int code, GpuPart part) {
        /** Of no part that is named. */
        public Event(Gpu gpu, int code) {
            this(gpu, code, GpuPart.NONE);
        }
    }

    /** @param name where the library is */
    public Nvml(LibraryFile name, Clock clock) {
        this.session = new Session(name, clock);
    }

    /**
     * Asks the driver how many GPUs there are; loads and initialises it, the first time and whenever it has forgotten
     * us.
     */
    public Look look() {
        return session.look();
    }

    /** The next {@link #look} initialises it anew: what the driver had not seen when it was initialised it may know then. */
    public void forget() {
        session.forgotten();
    }

    /** Whether it can tell of faults. May be called from any thread. */
    public boolean tells() {
        return session.tells();
    }

    /**
     * Waits until the next thing happens to a GPU, at most so long.
     *
     * @return empty when there was none, or another kind of event
     * @throws IOException when it cannot be waited for, now
     */
    public Optional<Event> next(int milliseconds) throws IOException {
        return session.next(milliseconds);
    }

    /** From now on nothing is asked, and nothing loaded. What is under way goes on. May be called from any thread. */
    public void shut() {
        session.shut();
    }

    /** It may be asked again; it is loaded and initialised by the next {@link #look}. May be called from any thread. */
    public void reopen() {
        session.reopen();
    }

    /**
     * Closes all that is open and unloads the library, once it is {@link #shut} and every call has come back: until then it
     * blocks, which may be for ever. Does nothing when it is opened again meanwhile.
     */
    public void close() throws InterruptedException {
        session.close();
    }

    /** Calls that have not come back, for a person; none when nobody is in it. May be asked from any thread. */
    public List<String> inside() {
        return session.inside();
    }

    /** How many GPUs the driver knows of; none while it is not open. May be asked from any thread. */
    public int count() {
        return session.gpus().size();
    }

    /** The number of the GPU at that place; empty when the driver knows of none. May be asked from any thread. */
    public OptionalInt at(String pci) {
        List<NvmlGpu> gpus = session.gpus();
        return IntStream.range(0, gpus.size()).filter(index -> gpus.get(index).gpu().pci().equals(pci)).findFirst();
    }

    /** Where a GPU sits; empty while that is not known. May be called from any thread. */
    public String place(int index) {
        List<NvmlGpu> gpus = session.gpus();
        return index >= gpus.size() ? "" : gpus.get(index).gpu().pci();
    }

    /**
     * Reads a GPU.
     *
     * @param index below the number that {@link #look} found
     */
    public GpuReading read(int index) {
        if (!session.enter("GPU " + index)) {
            throw new IllegalStateException(Session.CLOSED);
        }
        try {
            return asked(index);
        } finally {
            session.leave();
        }
    }

    private GpuReading asked(int index) {
        GpuReading reading = gpu(index).read();
        if (reading.state() == GpuState.FAILED && reading.why().contains(Returned.UNINITIALIZED.words())) {
            session.forgotten();
        }
        return reading;
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
        if (!session.enter("GPU " + index)) {
            return new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, Session.CLOSED);
        }
        try {
            return gpu(index).power(pci, milliwatts);
        } finally {
            session.leave();
        }
    }

    /**
     * How a GPU is built, wired and shown on. As {@link #read}, and not beside it.
     *
     * @param index below the number that {@link #look} found
     * @throws IOException when it does not answer as it should
     */
    public GpuTraits traits(int index) throws IOException {
        if (!session.enter("GPU " + index)) {
            throw new IOException(Session.CLOSED);
        }
        try {
            return gpu(index).traits();
        } catch (NvmlException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            session.leave();
        }
    }

    /** What to say of a GPU that is being read and does not answer, whether the driver has forgotten us or not. May be called from any thread. */
    public GpuReading stuck(int index, String why) {
        String in = session.last(index).map(NvmlGpu::in).orElse("");
        return silent(index, GpuState.STUCK, why + (in.isEmpty() ? "" : ", in " + in));
    }

    /** What to say of a GPU that could not be asked. As {@link #stuck}. */
    public GpuReading failed(int index, String why) {
        return silent(index, GpuState.FAILED, why);
    }

    private GpuReading silent(int index, GpuState state, String why) {
        return GpuReading.silent(session.last(index).map(NvmlGpu::hung).orElseGet(() -> NvmlGpu.unknown(index)), "",
                state, Cure.NONE, why);
    }

    private NvmlGpu gpu(int index) {
        List<NvmlGpu> gpus = session.held();
        if (index >= gpus.size()) {
            throw new IllegalStateException("GPU " + index + " is gone");
        }
        return gpus.get(index);
    }
}

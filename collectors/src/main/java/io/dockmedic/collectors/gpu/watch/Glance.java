package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether NVIDIA's GPUs can be read here, and AMD's: one look, for who asks once.
 *
 * @param onBus   where the kernel sees them
 * @param driver  how the driver answers; {@link GpuDriverState#OK} also where there is no GPU
 * @param why     it does not, or what is wrong all the same; may be empty
 * @param version the driver's; empty when it does not answer
 * @param known   how many it knows
 * @param amd     the same of AMD's
 * @param library the file that NVIDIA's library was loaded from; empty when it was not
 */
public record Glance(
        List<String> onBus, GpuDriverState driver, String why, String version, int known, OfAmd amd,
        String library) {
    public Glance {
        onBus = List.copyOf(onBus);
    }

    /** Without any of AMD's. */
    public Glance(List<String> onBus, GpuDriverState driver, String why, String version, int known) {
        this(onBus, driver, why, version, known, OfAmd.NONE);
    }

    /** Of whose library nothing is known. */
    public Glance(List<String> onBus, GpuDriverState driver, String why, String version, int known, OfAmd amd) {
        this(onBus, driver, why, version, known, amd, "");
    }

    /**
     * What there is of AMD's; its driver tells by files, so that nothing can hang here.
     *
     * @param onBus   where the kernel sees them
     * @param driven  those that the driver has
     * @param within  those of them that are part of a processor
     * @param loaded  whether the driver is
     * @param compute whether programs can compute on them: there is {@code kfd}
     * @param why     for a person: what is wrong; empty when nothing is
     * @param version the driver's
     */
    public record OfAmd(
            List<String> onBus, List<String> driven, List<String> within, boolean loaded, boolean compute, String why,
            String version) {
        /** There is none. */
        public static final OfAmd NONE = new OfAmd(List.of(), List.of(), List.of(), false, false, "",
                "");

        public OfAmd {
            onBus = List.copyOf(onBus);
            driven = List.copyOf(driven);
            within = List.copyOf(within);
        }

        /** How many of them are what {@code gpu.expected} counts: not those in processors. */
        public int counted() {
            return driven.size() - within.size();
        }

        static OfAmd at(Path root) {
            try {
                AmdDriver.Look look = new AmdDriver(root).look();
                return look.onBus().isEmpty()
                        ? NONE
                        : new OfAmd(look.onBus(), look.driven(), look.within(), look.loaded(), look.compute(),
                                look.why(), look.version());
            } catch (IOException notSeen) {
                return NONE;
            }
        }
    }

    /** Whether there is nothing of NVIDIA's to read. */
    public boolean none() {
        return onBus.isEmpty() && known == 0 && driver == GpuDriverState.OK;
    }

    /** Released: nothing was looked at. */
    private static Glance released(Release release) {
        return new Glance(List.of(), GpuDriverState.RELEASED, release.words(), "", 0);
    }

    /**
     * As {@link #at}, but where a person had who runs with that data directory let go of the GPUs nothing is
     * opened here either.
     */
    public static Glance unlessReleased(Path dataDirectory, Clock clock, LibraryFile library, Path root) {
        return new ReleaseFile(ReleaseFile.in(dataDirectory)).read()
                .filter(release -> release.holds(clock.now()))
                .map(Glance::released)
                .orElseGet(() -> at(library, root, clock));
    }

    /**
     * Looks, as the collector does. A call into the driver may hang for ever.
     *
     * @param library NVIDIA's; where the owner names it, it is loaded whatever the bus shows
     * @param root    of the machine's files
     */
    public static Glance at(LibraryFile library, Path root, Clock clock) {
        Bus bus = new Bus(root);
        List<String> gpus = bus.gpus(Maker.NVIDIA);
        OfAmd amd = OfAmd.at(root);
        if (!library.isNamed() && gpus.isEmpty()) {
            return new Glance(gpus, GpuDriverState.OK, "", "", 0, amd);
        }
        if (!library.isNamed() && !bus.driverLoaded()) {
            return new Glance(gpus, GpuDriverState.NO_DRIVER, NvidiaReader.notLoaded(gpus), "", 0, amd);
        }
        OnDisk onDisk = new OnDisk(root, library);
        Nvml.Look look = onDisk.judged(new Nvml(library, clock).look());
        String differs = look.state() == GpuDriverState.OK ? onDisk.differs() : "";
        return differs.isEmpty()
                ? new Glance(gpus, look.state(), look.why(), look.version(), look.gpus(), amd, look.library())
                : new Glance(gpus, GpuDriverState.MISMATCH, differs, look.version(), look.gpus(), amd, look.library());
    }
}

package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits in the driver's library for what happens to GPUs, faults most of all, on one daemon thread for all GPUs: nothing can end that wait but its own
 * limit, or the fault. To be used on one context.
 */
final class FaultListener {
    private static final Logger LOG = LoggerFactory.getLogger(FaultListener.class);
    private static final int WAIT_MILLISECONDS = 2_000;

    private final Nvml nvml;
    private final Clock clock;
    private final Consumer<Report> to;
    private final Runnable look;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * @param to   called on the thread that waits, as is {@code look}
     * @param look has the GPUs read soon
     */
    FaultListener(Nvml nvml, Clock clock, Consumer<Report> to, Runnable look) {
        this.nvml = nvml;
        this.clock = clock;
        this.to = to;
        this.look = look;
    }

    /** Listens, if it does not. One that ended because the driver did not answer begins anew. */
    void listen() {
        Thread before = thread;
        if (!closed && nvml.tells() && (before == null || !before.isAlive())) {
            Thread begun = Thread.ofPlatform().daemon().name("gpu-faults").unstarted(this::run);
            thread = begun;
            begun.start();
        }
    }

    private void run() {
        boolean waited = false;
        try {
            while (!closed) {
                nvml.next(WAIT_MILLISECONDS).ifPresent(this::take);
                waited = true;
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("faults of GPUs are not listened to, for now");
            if (waited) {
                // One of them may be lost; and the others are asked into another set of events when they are read. After that round
                // it listens again.
                thread = null;
                look.run();
            }
        }
    }

    private void take(Nvml.Event event) {
        if (event.code() == 0) {
            look.run();
        } else {
            to.accept(Report.ofLibrary(Gpu.NVIDIA, event.gpu().pci(), event.code(), clock.now()).of(event.part()));
        }
    }

    /** The wait that is under way ends by itself. */
    void close() {
        closed = true;
    }
}

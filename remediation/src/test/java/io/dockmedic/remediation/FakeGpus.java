package io.dockmedic.remediation;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.collectors.gpu.watch.Release;
import io.dockmedic.collectors.gpu.watch.Resetting;
import io.dockmedic.collectors.gpu.watch.TakenException;
import io.dockmedic.collectors.gpu.watch.Unseen;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** GPUs of NVIDIA's as they are said to be, and our hold on them. */
public final class FakeGpus implements Resetting {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    /** How their driver answers. */
    public volatile DriverSample driver = new DriverSample(Gpu.NVIDIA, GpuDriverState.OK, "", "590.1", 1);
    /** What each says. */
    public volatile List<GpuSample> samples = List.of();
    public volatile Map<String, GpuTraits> traits = Map.of();
    /** Who has them open. */
    public volatile Supplier<Holders> holders = () -> new Holders(List.of(), Unseen.NOTHING);
    /** What of ours cannot be closed. */
    public volatile String open = "";
    /** What happens when we let go of them, and take them back. */
    public volatile Runnable onLetGo = () -> {};
    /** What happens when they are looked at. */
    public volatile Runnable onLook = () -> {};
    /** When they were read. */
    public volatile Instant began = Instant.MAX;
    /** What happens when somebody has them read. */
    public volatile Runnable onAsked = () -> {};
    /** Told what is done with our hold. */
    public volatile Consumer<String> hears = any -> {};
    /** Places of those whose needs were forgotten last. */
    public volatile Set<String> forgotten = Set.of();
    private volatile @Nullable Released last;

    /** The GPU of that number. */
    public static Gpu gpu(int index) {
        return new Gpu(index, Gpu.NVIDIA, place(index), "GPU-00000000-0000-0000-0000-00000000000" + index, "H100");
    }

    /** Where that sits. */
    public static String place(int index) {
        return "0000:1" + (8 + index) + ":00.0";
    }

    /** One that answers. */
    public static GpuSample sample(int index, Cure cure, String why, Map<Quantity, Long> values) {
        return new GpuSample(new GpuReading(gpu(index), "nvidia" + index, GpuState.OK, cure, why, values, Set.of(),
                List.of()), List.of(), 0);
    }

    /** One that answers, with persistence mode on. */
    public static GpuSample sample(int index, Cure cure) {
        return sample(index, cure, cure == Cure.NONE ? "" : "its driver says so", Map.of(Quantity.PERSISTENCE, 1L));
    }

    /** One that does not answer as it should. */
    public static GpuSample silent(int index, GpuState state, Cure cure) {
        return new GpuSample(GpuReading.silent(gpu(index), "nvidia" + index, state, cure, "NVML says so"), List.of(),
                0);
    }

    /** How one of today is built, linked to these. */
    public static GpuTraits linked(String... places) {
        return new GpuTraits(9, false, Set.of(places), true);
    }

    /** One GPU, which needs a reset. */
    public FakeGpus one() {
        samples = List.of(sample(0, Cure.RESET));
        traits = Map.of(place(0), linked());
        return this;
    }

    /** All of them need nothing any more. */
    public void well() {
        List<GpuSample> now = new ArrayList<>();
        samples.forEach(one -> now.add(sample(one.reading().gpu().index(), Cure.NONE)));
        samples = now;
    }

    @Override
    public GpuSamples latest() {
        onLook.run();
        Released released = last;
        return released != null && released.release().ended() == null
                ? GpuSamples.of(new DriverSample(Gpu.NVIDIA, GpuDriverState.RELEASED, "released", "", 1), List.of())
                : GpuSamples.of(driver, samples);
    }

    @Override
    public Instant began() {
        return began;
    }

    @Override
    public void look() {
        onAsked.run();
    }

    @Override
    public Future<Map<String, GpuTraits>> traits() {
        return Future.succeededFuture(traits);
    }

    @Override
    public Future<Holders> holders(Set<String> devices) {
        return Future.succeededFuture(holders.get());
    }

    @Override
    public Future<Released> letGo(Duration length, String by, String reason) {
        Released before = last;
        if (before != null && before.release().ended() == null && !before.release().by().equals(by)) {
            return Future.failedFuture(new TakenException("the GPUs are " + before.release().words()));
        }
        hears.accept("released");
        Released now = new Released(new Release(START, START.plus(length), by, reason, null, ""), open);
        last = now;
        onLetGo.run();
        return Future.succeededFuture(now);
    }

    @Override
    public Future<Optional<Release>> takeBack(String by) {
        Released released = last;
        if (released == null || released.release().ended() != null) {
            return Future.succeededFuture(Optional.empty());
        }
        hears.accept("read again");
        Release was = released.release();
        Release ended = new Release(was.since(), was.until(), was.by(), was.reason(), START, by);
        last = new Released(ended, "");
        return Future.succeededFuture(Optional.of(ended));
    }

    @Override
    public Future<Optional<Release>> takeBackFrom(String by, Set<String> reset) {
        forgotten = Set.copyOf(reset);
        Released released = last;
        return released != null && released.release().by().equals(by)
                ? takeBack(by)
                : Future.succeededFuture(Optional.empty());
    }

    @Override
    public Optional<Released> released() {
        return Optional.ofNullable(last);
    }
}

package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.Release;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows a reset, or what was begun of one, in any case and as often as need be: our hold taken back, a look whether the GPU is
 * well, persistence mode on again. Its future never fails: what went wrong is in the chronicle. To be used once, on one context.
 */
final class Aftercare {
    private static final Duration TICK = Duration.ofSeconds(2);
    /** A reset that hangs in the driver is waited for so long before anything is started on the GPU again. */
    private static final Duration HANGS = Duration.ofMinutes(25);
    /** The same of persistence mode, which takes a minute at most while we see to it. */
    private static final Duration SWITCHES = Duration.ofMinutes(2);
    private static final Duration WELL_WITHIN = Duration.ofMinutes(2);
    /** So long no fault may come. */
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final int TRIES = 3;
    /** At our start the GPUs' part may come a little later. */
    private static final int TAKES = 15;

    private final OnGpu with;
    private final Chronicle chronicle;
    private Set<Integer> faults = Set.of();
    private boolean looked;

    Aftercare(OnGpu with, Chronicle chronicle) {
        this.with = with;
        this.chronicle = chronicle;
    }

    /** All that has to be as it was before what was stopped may use it again. */
    Future<Void> toTheEnd() {
        return notUnderWay(chronicle.now().at().plus(HANGS))
                .compose(over -> notSwitching(chronicle.now().at().plus(SWITCHES)))
                .compose(over -> takeBack(0))
                .compose(back -> chronicle.now().reset() ? well(with.clock().now().plus(WELL_WITHIN), null) : none())
                .compose(seen -> chronicle.now().touched() ? persistenceOn(0, 1) : none())
                .recover(broken -> amiss("it broke off after the reset: " + broken));
    }

    private static Future<Void> none() {
        return Future.succeededFuture();
    }

    private Future<Void> amiss(String why) {
        return chronicle.amiss(why).mapEmpty();
    }

    /** What was begun may go on without us. */
    private Future<Void> notUnderWay(Instant until) {
        if (!chronicle.now().reset()) {
            return none();
        }
        return with.smi().resets().otherwise(true).compose(underWay -> {
            if (!underWay) {
                return none();
            }
            if (!with.clock().now().isBefore(until)) {
                return amiss("nvidia-smi still resets a GPU after " + HANGS.toMinutes()
                        + " min, or that cannot be seen; as a rule only a start of the machine ends that");
            }
            Promise<Void> later = Promise.promise();
            with.timers().after(TICK, () -> notUnderWay(until).onComplete(later));
            return later.future();
        });
    }

    /** What switches it off may go on without us, too, and is not to have the last word. */
    private Future<Void> notSwitching(Instant until) {
        if (!chronicle.now().touched()) {
            return none();
        }
        return with.smi().switches().otherwise(true).compose(underWay -> {
            if (!underWay) {
                return none();
            }
            if (!with.clock().now().isBefore(until)) {
                return amiss("nvidia-smi still switches persistence mode after " + SWITCHES.toMinutes()
                        + " min, or that cannot be seen: see afterwards whether it is on");
            }
            Promise<Void> later = Promise.promise();
            with.timers().after(TICK, () -> notSwitching(until).onComplete(later));
            return later.future();
        });
    }

    /** Ours, and nobody else's. */
    private Future<Void> takeBack(int tried) {
        Set<String> reset = chronicle.now().worked() ? Set.copyOf(chronicle.now().places()) : Set.of();
        return with.gpus().takeBackFrom(Release.by(chronicle.now().act()), reset).transform(taken -> {
            if (taken.succeeded()) {
                return none();
            }
            if (tried == TAKES) {
                return amiss(
                        "the GPUs are read again only in " + Treatment.RELEASED.toMinutes() + " min: " + taken.cause());
            }
            Promise<Void> later = Promise.promise();
            with.timers().after(TICK, () -> takeBack(tried + 1).onComplete(later));
            return later.future();
        });
    }

    /** @param since since when it is well; null while it is not */
    private Future<Void> well(Instant until, @Nullable Instant since) {
        Instant now = with.clock().now();
        String why = unwell();
        if (why.isEmpty() && since != null && !now.isBefore(since.plus(CALM))) {
            return none();
        }
        if (!now.isBefore(until)) {
            return amiss(why.isEmpty() ? "it was not well for long enough" : "after it " + why);
        }
        Instant from = why.isEmpty() ? (since == null ? now : since) : null;
        Promise<Void> later = Promise.promise();
        with.timers().after(TICK, () -> well(until, from).onComplete(later));
        return later.future();
    }

    /** What is wrong with what was reset, for a person; empty when nothing is. */
    private String unwell() {
        Set<Integer> told = new HashSet<>();
        for (String place : chronicle.now().places()) {
            Optional<GpuSample> sample = with.gpus()
                    .latest()
                    .gpus()
                    .stream()
                    .filter(one -> one.reading().gpu().pci().equals(place))
                    .findFirst();
            String why = sample.map(Aftercare::ill).orElse("the GPU at " + place + " is not read");
            if (!why.isEmpty()) {
                return why;
            }
            told.add(sample.map(GpuSample::lastFault).orElse(0));
        }
        if (looked && !told.equals(faults)) {
            faults = told;
            return "it told of another fault";
        }
        faults = told;
        looked = true;
        return "";
    }

    /** By what was read, for a person; empty when it is well. */
    static String ill(GpuSample sample) {
        GpuState state = sample.reading().state();
        Cure cure = sample.reading().cure();
        if (state != GpuState.OK && state != GpuState.ASLEEP) {
            return sample.reading().gpu().words() + " is " + state.word() + ": " + sample.reading().why();
        }
        return cure == Cure.NONE
                ? ""
                : sample.reading().gpu().words() + " needs " + cure.word() + ": " + sample.reading().why();
    }

    private Future<Void> persistenceOn(int next, int tried) {
        List<String> ids = chronicle.now().persistent();
        if (next == ids.size()) {
            return none();
        }
        return with.smi().persistence(ids.get(next), true).transform(ended -> {
            String why = ended.succeeded() ? NvidiaSmi.amiss(ended.result()) : String.valueOf(ended.cause());
            if (why.isEmpty()) {
                return persistenceOn(next + 1, 1);
            }
            if (tried < TRIES) {
                Promise<Void> later = Promise.promise();
                with.timers().after(TICK, () -> persistenceOn(next, tried + 1).onComplete(later));
                return later.future();
            }
            return amiss("persistence mode of " + ids.get(next) + " could not be switched on again (nvidia-smi -i "
                    + ids.get(next) + " -pm 1): " + with.heard().redacted(why))
                    .compose(told -> persistenceOn(next + 1, 1));
        });
    }
}

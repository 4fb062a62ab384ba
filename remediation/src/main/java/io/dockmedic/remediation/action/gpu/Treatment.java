package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.collectors.gpu.watch.Release;
import io.dockmedic.remediation.action.host.Running;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done to the GPU itself once nothing uses it any more: persistence mode off, our own hold let go of, the reset. What follows is
 * {@link Aftercare}. The future never fails: what went wrong is in the chronicle. To be used once, on one context.
 */
final class Treatment {
    private static final Duration TICK = Duration.ofSeconds(2);
    /** Our own hold comes back by itself, whatever becomes of us: after a reset that hangs is given up, and not before. */
    static final Duration RELEASED = Duration.ofMinutes(30);
    /** What was stopped may take a moment until it has let go. */
    private static final Duration LETS_GO = Duration.ofSeconds(15);

    private final OnGpu with;
    private final Chronicle chronicle;

    Treatment(OnGpu with, Chronicle chronicle) {
        this.with = with;
        this.chronicle = chronicle;
    }

    /**
     * From what is drained on to the end of the reset; ends early where anything is amiss.
     *
     * @param opened files of those that are reset: by persistence mode the driver's own daemon keeps those open that are only linked
     */
    Future<Void> reset(Set<String> opened) {
        return persistenceOff(0)
                .compose(done -> fine() ? letGo() : none())
                .compose(done -> fine() ? nobodyHasIt(opened, with.clock().now().plus(LETS_GO)) : none())
                .compose(done -> fine() ? allAreDown() : none())
                .compose(done -> fine() ? mayReset() : none())
                .compose(done -> fine() ? resetNow() : none())
                .recover(broken -> amiss("it broke off: " + broken));
    }

    private boolean fine() {
        return chronicle.now().amiss().isEmpty();
    }

    private static Future<Void> none() {
        return Future.succeededFuture();
    }

    private Future<Void> amiss(String why) {
        return chronicle.amiss(why).mapEmpty();
    }

    private Future<Void> persistenceOff(int next) {
        List<String> ids = chronicle.now().persistent();
        if (next == ids.size()) {
            return none();
        }
        Future<Boolean> written = next == 0
                ? chronicle.becomes(chronicle.now().touches(with.clock().now()))
                : Future.succeededFuture(true);
        return written.compose(noted -> noted
                ? with.smi().persistence(ids.get(next), false).transform(ended -> {
                    String why = ended.succeeded() ? NvidiaSmi.amiss(ended.result()) : String.valueOf(ended.cause());
                    return why.isEmpty()
                            ? persistenceOff(next + 1)
                            : amiss("persistence mode could not be switched off: " + said(why));
                })
                : amiss("that persistence mode is switched off could not be written down"));
    }

    private String said(String why) {
        return with.heard().redacted(why);
    }

    private Future<Void> letGo() {
        return with.gpus()
                .letGo(RELEASED, Release.by(chronicle.now().act()), "for the reset of " + chronicle.now().gpu())
                .transform(released -> {
                    if (released.failed()) {
                        return amiss("Dockmedic could not let go of the GPUs: " + released.cause().getMessage());
                    }
                    return released.result().open().isEmpty()
                            ? none()
                            : amiss("Dockmedic itself has GPUs open: " + released.result().open());
                });
    }

    /** Also nothing of which nobody knew when the plan was made. */
    private Future<Void> nobodyHasIt(Set<String> opened, Instant until) {
        return with.gpus().holders(Set.copyOf(chronicle.now().devices())).transform(seen -> {
            if (seen.failed()) {
                return amiss("who has it open could not be seen any more: " + seen.cause());
            }
            Holders holders = seen.result();
            if (!holders.unseen().isEmpty()) {
                return amiss("not everything that may have it open could be seen any more: "
                        + holders.unseen().words());
            }
            List<Holders.Holder> those = holders.all()
                    .stream()
                    .filter(one -> !one.keepsPersistence() || !Collections.disjoint(one.devices(), opened))
                    .toList();
            if (those.isEmpty()) {
                return none();
            }
            if (with.clock().now().isBefore(until)) {
                Promise<Void> later = Promise.promise();
                with.timers().after(TICK, () -> nobodyHasIt(opened, until).onComplete(later));
                return later.future();
            }
            return amiss("it is still open: " + Survey.words(those));
        });
    }

    private Future<Void> allAreDown() {
        return new StillDown(with).against(chronicle.now().drained())
                .compose(why -> why.isEmpty() ? none() : amiss(why));
    }

    /** The last thing that is asked. */
    private Future<Void> mayReset() {
        Optional<String> takeover = Stopping.takeover(with, chronicle);
        boolean ours = with.gpus()
                .released()
                .filter(one -> one.release().ended() == null)
                .filter(one -> one.release().by().equals(Release.by(chronicle.now().act())))
                .isPresent();
        if (takeover.isPresent()) {
            return amiss(takeover.get());
        }
        if (!ours) {
            return amiss("somebody else released the GPUs in the middle, or had them read again");
        }
        return with.mayReset()
                .get()
                .otherwise(false)
                .compose(may -> may ? none() : amiss("acts on the host are held up meanwhile"));
    }

    /** Once only: that it begins is written down before, and whoever reads that does not begin it again. */
    private Future<Void> resetNow() {
        return chronicle.becomes(chronicle.now().resets(with.clock().now())).compose(noted -> {
            if (!noted) {
                return amiss("that it is reset could not be written down");
            }
            return with.smi().reset(chronicle.now().ids()).transform(ended -> {
                if (ended.failed()) {
                    return amiss("the end of nvidia-smi was not seen: " + ended.cause());
                }
                Running.Ended how = ended.result();
                String why = NvidiaSmi.amiss(how);
                return with.heard()
                        .keep(chronicle.now().act(), how.lines())
                        .compose(kept -> why.isEmpty()
                                ? chronicle.becomes(chronicle.now().works()).<Void>mapEmpty()
                                : amiss(said(why)));
            });
        });
    }
}

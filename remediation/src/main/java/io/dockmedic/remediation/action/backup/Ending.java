package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.Afterwards;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings to its end what was cut off: the container goes on, and what was written is kept only if it was verified by then. To be used
 * once, on one context.
 */
final class Ending {
    private static final Duration DISK = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String NOT = "not backed up: ";
    private static final String CUT = "it was cut off in the middle";

    private final Backing with;
    private final ActRecord act;
    private final Since stuck = new Since();
    private @Nullable Future<Back> back;

    Ending(Backing with, ActRecord act) {
        this.with = with;
        this.act = act;
    }

    /** Whether one is kept. */
    private sealed interface Kept {
        record In(Shelf.Named one) implements Kept {
            Path file() {
                return one.kept().file();
            }
        }

        record None() implements Kept {}

        /** The disk does not say. */
        record Unknown(String why) implements Kept {}
    }

    /** The future never fails. */
    Future<Outcome> find() {
        with.bystanders().watch(act.id(), act.service(), act.container());
        return new Afterwards(with.steps(), with.timers(), this::look).of(act.id())
                .onComplete(found -> with.bystanders().forget(act.id()));
    }

    private Future<Optional<Outcome>> look(Map<String, String> notes) {
        return back(notes).compose(came -> cleared(notes)
                .map(found -> found.map(kept -> came(came, sure(notes), kept))));
    }

    private Future<Back> back(Map<String, String> notes) {
        Future<Back> once = back;
        if (once == null) {
            String left = notes.getOrDefault(Release.LEFT, "");
            once = !left.isEmpty()
                    ? Future.succeededFuture(new Back.Unsure(left))
                    : Hold.left(with, act.id(), act.container(), notes)
                            .map(Hold::giveBack)
                            .orElseGet(() -> Future.succeededFuture(new Back.Up(true)));
            back = once;
        }
        return once;
    }

    /** Whether it was known to be held, or was not to be. */
    private boolean sure(Map<String, String> notes) {
        return Grip.of(notes, with.clock().now()).map(grip -> grip.sure() || grip.how() == Quiet.NONE).orElse(true);
    }

    /** Nothing is left of what is not kept. Empty while the disk may say more. */
    private Future<Optional<Kept>> cleared(Map<String, String> notes) {
        String noted = notes.getOrDefault(Run.PART, "");
        if (noted.isEmpty()) {
            return Future.succeededFuture(Optional.of(new Kept.None()));
        }
        Path part = Path.of(noted);
        String sum = notes.getOrDefault(Run.SUM, "");
        return with.guard()
                .<Optional<Kept>>call(Run.disk(part), DISK, () -> {
                    Optional<Shelf.Named> kept = Keeping.isKept(part, sum)
                            ? Shelf.find(Keeping.kept(part))
                            : Optional.empty();
                    Keeping.drop(part);
                    return Optional.of(kept.<Kept>map(Kept.In::new).orElseGet(Kept.None::new));
                })
                .onSuccess(found -> found.ifPresent(this::count))
                .otherwise(unanswered -> unanswered instanceof StuckException
                        && !stuck.lasts(with.clock().now(), PATIENCE)
                                ? Optional.empty()
                                // It has its name only after its sum was written down.
                                : Optional
                                        .of(sum.isEmpty() ? new Kept.None() : new Kept.Unknown(Part.said(unanswered))));
    }

    private void count(Kept kept) {
        if (kept instanceof Kept.In(Shelf.Named one) && !one.shrunk()) {
            with.successes().kept(act.service(), one.name(), one.kept().at(), one.kept().bytes());
        }
    }

    private static Outcome came(Back back, boolean sure, Kept kept) {
        return switch (back) {
            case Back.Unsure(String why) -> new Outcome.Unknown(
                    why + (kept instanceof Kept.In in ? "; kept is " + in.file() : ""));
            case Back any when kept instanceof Kept.In in && in.one().shrunk() -> new Outcome.Failed(
                    Run.DOUBTFUL + "backed up to " + in.file()
                            + ", as was seen afterwards; it is less than half as large"
                            + " as the largest that is kept");
            case Back any when kept instanceof Kept.In in -> new Outcome.Done(
                    "backed up to " + in.file() + ", as was seen afterwards");
            case Back any when kept instanceof Kept.Unknown(String why) -> new Outcome.Unknown(
                    "whether it is kept is not known: " + why);
            case Back.Never(String why) -> new Outcome.Failed(NOT + why);
            case Back.Left(String why) -> new Outcome.Failed(NOT + CUT + ", and " + why);
            case Back.Up up -> new Outcome.Failed(NOT + (sure
                    ? CUT
                    : "the engine did not answer when it was to be held still; it goes on"));
        };
    }
}

package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Reversible.Back;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits that acts of ours have lowered, or were about to: what they were at first, and since when nothing has slowed their GPUs
 * down, which begins anew with a restart of ours. To be used on one context.
 */
final class Lowered {
    /** It costs little to look, and what slows a GPU down does so for longer. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Powering with;
    /** By act, the latest last. */
    private final Map<String, One> all = new LinkedHashMap<>();

    private static final class One {
        private final About about;
        private final Change change;
        private @Nullable Instant calmSince;

        private One(About about, Change change) {
            this.about = about;
            this.change = change;
        }
    }

    Lowered(Powering with) {
        this.with = with;
    }

    /** An act is about to set it, or has. */
    void noted(String act, About about, Change change) {
        all.putIfAbsent(act, new One(about, change));
    }

    /** What an act has set was seen to have come, as it was asked or rounded. */
    void took(String act, About about, Change change) {
        all.put(act, new One(about, change));
    }

    /** It need not be put back any more. */
    void over(String act) {
        all.remove(act);
    }

    Optional<Change> change(String act) {
        return Optional.ofNullable(all.get(act)).map(one -> one.change);
    }

    /** What a limit that is {@code now} was before we lowered it; the same where somebody else set it. */
    long first(String pci, long now) {
        return all.values()
                .stream()
                .filter(one -> one.about.pci().equals(pci) && one.change.ours(now))
                .map(one -> one.change.first())
                .reduce((earlier, later) -> later)
                .orElse(now);
    }

    /** Whether it is to be put back. */
    Future<Back> back(String act) {
        One one = all.get(act);
        return one == null
                ? Future.succeededFuture(new Back.Moot("what it was before is not known"))
                : with.limits().look(one.about.pci()).map(answer -> back(one, answer));
    }

    private Back back(One one, PowerAnswer answer) {
        return answer instanceof PowerAnswer.Told(PowerLimit limit) ? back(one, limit.now()) : notCalm(one);
    }

    private static Back notCalm(One one) {
        one.calmSince = null;
        return new Back.Later(soon(one.about.calm()));
    }

    /** Where it may be ours or somebody else's it stays; that is said when ours would be put back, if nobody has seen to it by then. */
    private Back back(One one, long limit) {
        boolean ours = one.change.ours(limit);
        if (!ours && !one.change.perhapsOurs(limit)) {
            return new Back.Moot(stands(one, limit));
        }
        if (!calm(one.about.pci())) {
            return notCalm(one);
        }
        Instant now = with.clock().now();
        Instant since = one.calmSince == null ? now : one.calmSince;
        one.calmSince = since;
        Duration left = Duration.between(now, since.plus(one.about.calm()));
        if (left.isPositive()) {
            return new Back.Later(soon(left));
        }
        return ours ? new Back.Due() : new Back.Unclear(one.change.perhaps(limit));
    }

    private static Duration soon(Duration most) {
        return most.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : most;
    }

    /** Theirs stands, and it is said. */
    private static String stands(One one, long now) {
        return PowerLimit.same(now, one.change.first())
                ? one.about.words() + " may draw " + PowerLimit.words(now) + " again already"
                : one.about.words() + " may draw " + PowerLimit.words(now)
                        + ": somebody has set that, or its driver was loaded anew";
    }

    /** What is not read may be slowed down. */
    private boolean calm(String pci) {
        return !with.wanted().test(pci) && with.limits().slowdown(pci).filter(String::isEmpty).isPresent();
    }

    /** Puts it back, unless it is not as we left it. */
    Future<Outcome> putBack(String act) {
        One one = all.get(act);
        if (one == null) {
            return Future
                    .succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST, "what it was before is not known"));
        }
        return with.limits().look(one.about.pci()).compose(answer -> {
            if (!(answer instanceof PowerAnswer.Told(PowerLimit limit))) {
                return Future.succeededFuture(Answered.unseen(answer, one.about));
            }
            return one.change.ours(limit.now())
                    ? with.limits()
                            .set(one.about.pci(), one.change.first())
                            .map(set -> Answered.set(set, one.about, one.change.back(), "put back"))
                    : Future.succeededFuture(new Outcome.Refused(ErrorClass.CONFLICT, stands(one, limit.now())));
        });
    }
}

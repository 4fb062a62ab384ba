package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.sought.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proof by what is heard after the act: it has to be as asked for so long without anything that says otherwise, and without a death.
 * What comes late counts for the time that it tells of: what was so before a death says nothing of what is so after it.
 * A reading says how it was then: what holds by readings has held when one says so at the end of the time, and a gap between them,
 * of three intervals, begins it anew. Silence proves nothing. Answers once, unless cancelled; to be used on one context.
 */
final class SeenProof implements Proof {
    /** One may be late, or lost. */
    private static final int INTERVALS = 3;

    /** So long after our restart until the engine has told what happened meanwhile. */
    private static final Duration ENGINE_SAYS = Duration.ofSeconds(10);

    private static final String NOT_SINCE = ", and was not seen as asked for long enough since,";

    private final Seen seen;
    private final Step.Verify verify;
    private final Listening listening;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Optional<String>> answer;
    private final Timers.Pending deadline;
    private final After act;
    private final Duration holds;
    private Timers.@Nullable Pending holding;
    /** Since when it is as asked: the first that said so, and the last. */
    private @Nullable Word first;
    private @Nullable Word latest;
    /** When something said otherwise last, or it died, in its own time: what is no younger says nothing any more. */
    private Instant otherwise = Instant.MIN;
    private @Nullable Instant lastReading;
    private String last;
    private boolean silent = true;
    private boolean over;

    /**
     * What said that it is as asked.
     *
     * @param at    when that was so
     * @param heard when it came
     */
    private record Word(Instant at, Instant heard, boolean reading) {}

    /** @param answer empty when the proof held, else what broke it, for a person */
    SeenProof(Seen seen, Step.Verify verify, Listening listening, After act, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        this.seen = seen;
        this.verify = verify;
        this.listening = listening;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        this.act = act;
        this.holds = act.restarted() ? longer(verify) : verify.holds();
        this.last = "nothing was heard of it, by " + String.join(" or ", new TreeSet<>(seen.events().kinds()))
                + ", which proves nothing,";
        this.deadline = timers.after(verify.within(), this::late);
    }

    SeenProof begin() {
        listening.begin(this::heard).onFailure(why -> {
            if (silent) {
                last = "the rules could not be asked what they hear: " + why.getMessage() + ", and nothing was seen";
            }
        });
        if (act.restarted()) {
            listening.recall(act.ended(), event -> {
                if (event instanceof ContainerEvent happened) {
                    event(happened);
                }
            });
        }
        return this;
    }

    /** What was so before our restart may not be so any more, and the engine has to have had the time to say that. */
    private static Duration longer(Step.Verify verify) {
        Duration half = verify.within().dividedBy(2);
        Duration least = half.compareTo(ENGINE_SAYS) < 0 ? half : ENGINE_SAYS;
        return verify.holds().compareTo(least) < 0 ? least : verify.holds();
    }

    @Override
    public void event(ContainerEvent event) {
        if (over || isBefore(event) || seen.events().kinds().contains(event.kind())) {
            return;
        }
        Instant at = at(event, clock.now());
        switch (event) {
            case Died died when act.restarted() && died.judgement().ours() -> beginsHere(at);
            case Stopped stopped when act.restarted() && stopped.judgement().ours() -> beginsHere(at);
            case Died died -> saysOtherwise(at, "it died again with exit code " + died.exitCode() + NOT_SINCE);
            case Stopped stopped -> saysOtherwise(at, "it was stopped" + NOT_SINCE);
            case OutOfMemory killed when act.gives() ->
                saysOtherwise(at, "a process of it was killed for want of memory" + NOT_SINCE);
            default -> {
                // What else happens is heard where it was asked for.
            }
        }
    }

    @Override
    public void cancel() {
        over = true;
        deadline.cancel();
        release();
        listening.end();
    }

    private void heard(Sight sight) {
        if (over || isBefore(sight.event())) {
            return;
        }
        Instant now = clock.now();
        Word word = new Word(at(sight.event(), now), now, sight.event().reading());
        boolean gap = word.reading() && lastReading != null
                && Duration.between(lastReading, now).compareTo(seen.interval().multipliedBy(INTERVALS)) >= 0;
        if (word.reading()) {
            lastReading = now;
        }
        if (!sight.asAsked()) {
            saysOtherwise(word.at(), "the last " + sight.event().kind() + " said that it is not as asked");
        } else if (word.at().isAfter(otherwise)) {
            if (gap) {
                release();
            }
            saysSo(word);
        }
    }

    private void saysSo(Word word) {
        silent = false;
        if (first == null) {
            first = word;
        }
        if (latest == null || !word.at().isBefore(latest.at())) {
            latest = word;
        }
        last = "it was seen as asked, but not for " + verify.holds().toSeconds() + " s on end";
        Duration left = holds.minus(Duration.between(first.heard(), clock.now()));
        if (!left.isPositive()) {
            held();
        } else if (!word.reading() && holding == null) {
            holding = timers.after(left, this::held);
        }
    }

    /** Part of the act, in the midst of which we ended: nothing of before it counts, and it is no failure itself. */
    private void beginsHere(Instant at) {
        boolean latestOfAll = !otherwise.isAfter(at);
        boolean nothing = silent;
        saysOtherwise(at, last);
        silent = first == null && (nothing || latestOfAll);
    }

    /** By the time at which it was so, whenever that comes: what said that it is as asked since then stands. */
    private void saysOtherwise(Instant at, String how) {
        silent = false;
        otherwise = at.isAfter(otherwise) ? at : otherwise;
        if (first != null && first.at().isAfter(at)) {
            return;
        }
        Word since = latest != null && latest.at().isAfter(at) ? latest : null;
        release();
        if (since == null) {
            last = how;
        } else {
            saysSo(since);
        }
    }

    /** What a clock that is ahead has dated was now at the latest. */
    private static Instant at(Event event, Instant now) {
        return event.origin() == Origin.EXTERNAL || event.at().isAfter(now) ? now : event.at();
    }

    /** What somebody else sends has a date of theirs: it counts when it comes. */
    private boolean isBefore(Event event) {
        return event.origin() != Origin.EXTERNAL && event.at().isBefore(act.ended());
    }

    private void release() {
        first = null;
        latest = null;
        if (holding != null) {
            holding.cancel();
            holding = null;
        }
    }

    private void held() {
        if (!over) {
            cancel();
            answer.accept(Optional.empty());
        }
    }

    private void late() {
        if (!over) {
            boolean missed = act.restarted() && silent && listening.once();
            cancel();
            answer.accept(Optional.of(
                    missed ? AFTER_RESTART : last + " within " + verify.within().toSeconds() + " s"));
        }
    }
}

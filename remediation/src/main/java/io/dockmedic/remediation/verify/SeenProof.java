package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
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
 * A reading says how it was then: what holds by readings has held when one says so at the end of the time, and a gap between them,
 * of three intervals, begins it anew. Silence proves nothing. Answers once, unless cancelled; to be used on one context.
 */
final class SeenProof implements Proof {
    /** One may be late, or lost. */
    private static final int INTERVALS = 3;

    private final Seen seen;
    private final Step.Verify verify;
    private final Listening listening;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Optional<String>> answer;
    private final Timers.Pending deadline;
    private final Instant began;
    private Timers.@Nullable Pending holding;
    private @Nullable Instant since;
    private @Nullable Instant lastReading;
    private String last;
    private boolean over;

    /** @param answer empty when the proof held, else what broke it, for a person */
    SeenProof(Seen seen, Step.Verify verify, Listening listening, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        this.seen = seen;
        this.verify = verify;
        this.listening = listening;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        this.began = clock.now();
        this.last = "nothing was heard of it, by " + String.join(" or ", new TreeSet<>(seen.events().kinds()))
                + ", which proves nothing,";
        this.deadline = timers.after(verify.within(), this::late);
    }

    SeenProof begin() {
        listening.begin(this::heard);
        return this;
    }

    @Override
    public void event(ContainerEvent event) {
        if (event instanceof Died died && !over && since != null && !isBefore(died)) {
            release();
            last = "it died again with exit code " + died.exitCode()
                    + ", and was not seen as asked for long enough since,";
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
        boolean reading = sight.event().reading();
        boolean gap = reading && lastReading != null
                && Duration.between(lastReading, now).compareTo(seen.interval().multipliedBy(INTERVALS)) >= 0;
        if (reading) {
            lastReading = now;
        }
        if (!sight.asAsked()) {
            release();
            last = "the last " + sight.event().kind() + " said that it is not as asked";
            return;
        }
        if (since == null || gap) {
            release();
            since = now;
        }
        last = "it was seen as asked, but not for " + verify.holds().toSeconds() + " s on end";
        Duration left = verify.holds().minus(Duration.between(since, now));
        if (!left.isPositive()) {
            held();
        } else if (!reading && holding == null) {
            holding = timers.after(left, this::held);
        }
    }

    /** What somebody else sends has a date of theirs: it counts when it comes. */
    private boolean isBefore(Event event) {
        return event.origin() != Origin.EXTERNAL && event.at().isBefore(began);
    }

    private void release() {
        since = null;
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
            cancel();
            answer.accept(Optional.of(last + " within " + verify.within().toSeconds() + " s"));
        }
    }
}

package io.dockmedic.rules.operator.hold;

import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.operator.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pending from the first match, fires when that has held for a time: no event of {@code resolve} came between. Over readings
 * only what is heard counts: it neither fires while they do not come, nor is that time a part of the time.
 */
public final class Hold implements Operator<Hold.Since> {
    /**
     * @param fires  when it will have held for long enough; null once it has
     * @param heard  when a reading came last; null when it is not about readings, or was written before that was known
     * @param silent whether that time has come and nothing was heard: it waits for the next reading
     */
    public record Since(@Nullable Instant fires, @Nullable Instant heard, boolean silent) {}

    private final Duration time;
    private final @Nullable Silence silence;

    public Hold(Duration time) {
        this(time, null);
    }

    private Hold(Duration time, @Nullable Silence silence) {
        this.time = time;
        this.silence = silence;
    }

    @Override
    public Hold heeding(Silence meaning) {
        return new Hold(time, meaning);
    }

    @Override
    public Hold sparse(Duration least) {
        return silence == null || silence.after().compareTo(least) >= 0
                ? this
                : new Hold(time, new Silence(least, silence.over()));
    }

    /** In less than two of those times there may be none but the first. */
    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return time.compareTo(each.multipliedBy(2)) >= 0
                ? Optional.empty()
                : Optional.of("its for is so short that only one of its readings may have been kept");
    }

    @Override
    public boolean heedsSilence() {
        return silence != null;
    }

    @Override
    public Duration delay() {
        return time;
    }

    @Override
    public Class<Since> stateType() {
        return Since.class;
    }

    @Override
    public Reaction<Since> matched(@Nullable Since state, Subject subject, Instant now) {
        return Reaction.pends(state == null ? new Since(now.plus(time), silence == null ? null : now, false) : state);
    }

    /** Over readings it goes on watching for silence; what fired before that was so begins to. */
    @Override
    public Reaction<Since> again(@Nullable Since state, Subject subject, Instant now) {
        if (silence == null) {
            return Reaction.fires();
        }
        return Reaction.fires(state == null ? new Since(null, now, false) : state);
    }

    @Override
    public Since heard(Since state, Instant now) {
        if (silence == null) {
            return state;
        }
        Instant fires = state.fires();
        if (fires != null && state.heard() != null && isSilent(state.heard(), now)) {
            fires = fires.plus(Duration.between(state.heard(), now));
        }
        return new Since(fires, now, false);
    }

    @Override
    public @Nullable Instant deadline(Since state) {
        Instant fires = state.silent() ? null : state.fires();
        if (silence == null || !silence.over() || state.heard() == null) {
            return fires;
        }
        Instant quiet = state.heard().plus(silence.after());
        return fires == null || quiet.isBefore(fires) ? quiet : fires;
    }

    @Override
    public Reaction<Since> due(Since state, Instant now) {
        if (silence == null || state.heard() == null) {
            return Reaction.fires();
        }
        if (isSilent(state.heard(), now)) {
            return silence.over()
                    ? Reaction.over()
                    : Reaction.waits(new Since(state.fires(), state.heard(), true));
        }
        return Reaction.fires(new Since(null, state.heard(), false));
    }

    @Override
    public @Nullable Instant unknownFrom(Since state) {
        return silence == null || silence.over() || state.heard() == null ? null : state.heard().plus(silence.after());
    }

    @Override
    public Since notAfter(Since state, Instant now) {
        Instant heard = state.heard();
        boolean ends = silence != null && silence.over() && state.fires() == null;
        if (silence != null && (heard == null || heard.isAfter(now) || ends)) {
            // Of what silence ends it is not written down each time: whoever was away has not heard that nothing comes.
            heard = now;
        }
        Instant latest = now.plus(time);
        boolean late = state.fires() != null && state.fires().isAfter(latest);
        return new Since(late ? latest : state.fires(), heard, state.silent());
    }

    @Override
    public boolean cancelledAtOnce() {
        return true;
    }

    private boolean isSilent(Instant heard, Instant now) {
        return silence != null && !heard.plus(silence.after()).isAfter(now);
    }
}

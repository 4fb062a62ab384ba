package io.dockmedic.rules.operator.series;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Measure;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Fewest;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reading is the fault when, with those of a window before it, a judge says so; otherwise it is none, and may be how it
 * is over. Time is that of the readings. What is remembered is one reading for each thirtieth of the window, and changes,
 * and is written, only that often.
 */
public final class OverSeries implements Operator<Series> {
    private static final int SLOTS = 30;
    /** Of fewer readings no judge says anything that is worth much. */
    private static final int FEWEST = 5;

    private final Measure of;
    private final Duration within;
    private final Judge judge;

    /** @param within at least a second */
    public OverSeries(Measure of, Duration within, Judge judge) {
        this.of = of;
        this.within = within;
        this.judge = judge;
    }

    @Override
    public Class<Series> stateType() {
        return Series.class;
    }

    @Override
    public Optional<Fewest> fewest() {
        return Optional.of(new Fewest(judge.fewest(), within));
    }

    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return within.compareTo(each.multipliedBy(FEWEST)) >= 0
                ? Optional.empty()
                : Optional.of("its window is so short that too few were kept");
    }

    @Override
    public Reaction<Series> matched(@Nullable Series state, Subject subject, Instant now) throws ExpressionException {
        double value = of.of(subject);
        if (!Double.isFinite(value)) {
            return Reaction.passes(state);
        }
        Sample current = new Sample(subject.event().at(), value);
        List<Sample> before = state == null ? List.of() : state.samples();
        if (!before.isEmpty() && current.at().isBefore(before.getLast().at())) {
            // It came late: the newest has been judged already.
            return Reaction.passes(state);
        }
        List<Sample> window = new ArrayList<>(before);
        Instant since = current.at().minus(within);
        window.removeIf(sample -> !sample.at().isAfter(since));
        boolean opensSlot = window.isEmpty() || slot(window.getLast()) != slot(current);
        window.add(current);
        Series next = opensSlot ? new Series(window, now.plus(within)) : Objects.requireNonNull(state);
        return judge.isFault(window) ? Reaction.fires(next) : Reaction.passes(next);
    }

    @Override
    public Reaction<Series> again(@Nullable Series state, Subject subject, Instant now) throws ExpressionException {
        return matched(state, subject, now);
    }

    /** Null never: a series without readings is forgotten when its window has passed. */
    @Override
    public Instant deadline(Series state) {
        return state.until();
    }

    @Override
    public Reaction<Series> due(Series state, Instant now) {
        return Reaction.waits(null);
    }

    /** The series goes on whether or not it is a fault. */
    @Override
    public @Nullable Series afterwards(@Nullable Series state) {
        return state;
    }

    @Override
    public Series notAfter(Series state, Instant now) {
        Instant latest = now.plus(within);
        return new Series(
                state.samples().stream().filter(sample -> !sample.at().isAfter(now)).toList(),
                state.until().isAfter(latest) ? latest : state.until());
    }

    @Override
    public boolean cancelledAtOnce() {
        return false;
    }

    private long slot(Sample sample) {
        return sample.at().toEpochMilli() / Math.max(1, within.toMillis() / SLOTS);
    }
}

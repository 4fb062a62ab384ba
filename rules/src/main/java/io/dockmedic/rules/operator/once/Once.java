package io.dockmedic.rules.operator.once;

import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No operator: fires on the first match, and has nothing to remember. */
public final class Once implements Operator<Once.Nothing> {
    /** There is never a state. */
    public record Nothing() {}

    @Override
    public Class<Nothing> stateType() {
        return Nothing.class;
    }

    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return Optional.of("one that was left out may have made it fire");
    }

    @Override
    public Reaction<Nothing> matched(@Nullable Nothing state, Subject subject, Instant now) {
        return Reaction.fires();
    }

    @Override
    public @Nullable Instant deadline(Nothing state) {
        return null;
    }

    @Override
    public Reaction<Nothing> due(Nothing state, Instant now) {
        return Reaction.waits(null);
    }

    @Override
    public Nothing notAfter(Nothing state, Instant now) {
        return state;
    }

    @Override
    public boolean cancelledAtOnce() {
        return true;
    }
}

package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.remediation.decide.Source;
import io.dockmedic.remediation.treat.Remedy;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Inhibited;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Finds what incidents follow from, and whether anybody hears of that. To be used on one context. */
final class Sources {
    /** After a restart what was treated before comes back one by one. */
    private static final Duration COME_BACK = Duration.ofMinutes(1);

    private final Clock clock;
    private final Function<String, Optional<Remedy>> remedies;
    private final BooleanSupplier known;
    private final Instant began;

    /**
     * @param remedies by the ids of their incidents
     * @param known    whether it is known what was treated before our start
     */
    Sources(Clock clock, Function<String, Optional<Remedy>> remedies, BooleanSupplier known) {
        this.clock = clock;
        this.remedies = remedies;
        this.known = known;
        this.began = clock.now();
    }

    /** @param possible whether the incident's rule names others from which it may follow */
    Source of(Incident incident, boolean possible) {
        Inhibited by = incident.inhibitedBy();
        if (by == null) {
            return new Source(possible, Source.Word.OPEN, Instant.MAX);
        }
        Instant since = Objects.requireNonNullElse(incident.firedAt(), incident.activeAt());
        Optional<Remedy> other = remedies.apply(by.incident());
        if (other.isEmpty()) {
            boolean early = !known.getAsBoolean() || clock.now().isBefore(began.plus(COME_BACK));
            return new Source(possible, early ? Source.Word.OPEN : Source.Word.NONE, since);
        }
        Instant fires = other.get().firesSince();
        return new Source(possible, other.get().word(), fires.isAfter(since) ? fires : since);
    }
}

package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.action.mark.MarkAction;
import io.dockmedic.remediation.action.tell.EscalateAction;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How long it takes until a fault is known, until something is done about it, and until that has helped; by rule and action, of which there are only
 * those that were loaded. Of each incident the first of each counts: what comes back is another matter than how fast one was.
 */
public final class Tempo {
    private static final Set<String> CHANGES_NOTHING = Set.of(EscalateAction.NAME, MarkAction.NAME);
    private static final String ACT = "act";
    private static final String HEALED = "healed";

    private Tempo() {}

    /** An incident has begun to fire. */
    public static void detected(MeterRegistry meters, Incident incident) {
        Timer.builder("dockmedic.detection.seconds")
                .description("From what an incident fires for, when it happened at its source, until it fires")
                .tags("rule", incident.rule())
                .register(meters)
                .record(between(incident.latest().at(), fired(incident)));
    }

    /** An act that changes something begins. */
    static void acts(Rung rung, Instant now) {
        if (isFirst(rung, attempt -> attempt.verdict().equals(ACT) && !CHANGES_NOTHING.contains(attempt.action()))) {
            Timer.builder("dockmedic.reaction.seconds")
                    .description("From when an incident fires until the first act for it begins")
                    .tags("rule", rung.incident().rule(), "action", rung.step().action())
                    .register(rung.tools().meters())
                    .record(between(fired(rung.incident()), now));
        }
    }

    /** It is proven that what was done has helped. */
    static void healed(Rung rung, Instant now) {
        if (isFirst(rung, attempt -> attempt.outcome().equals(HEALED))) {
            Timer.builder("dockmedic.recovery.seconds")
                    .description("From when an incident fires until it is proven healed for the first time")
                    .tags("rule", rung.incident().rule(), "action", rung.step().action())
                    .register(rung.tools().meters())
                    .record(between(fired(rung.incident()), now));
        }
    }

    /** Whether there was one such attempt, the last; where older ones were forgotten, nobody can tell. */
    private static boolean isFirst(Rung rung, Predicate<Attempt> such) {
        List<Attempt> attempts = rung.ladder().attempts();
        return attempts.size() < Attempt.REMEMBERED && attempts.stream().filter(such).count() == 1;
    }

    private static Instant fired(Incident incident) {
        return Objects.requireNonNullElse(incident.firedAt(), incident.activeAt());
    }

    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}

package io.dockmedic.api.view;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import java.util.Locale;
import java.util.Set;

/** What an incident asks of who looks at it. */
public enum Attention {
    /** A person has to do something: was called, or everything was tried. */
    PERSON,
    /** It is being treated, and nobody need do anything. */
    TREATED,
    /** It would be treated, but something holds that up: a pause, a storm, dry-run, a silence. */
    HELD,
    /** It is to be known, and no more: its rule only notes, nobody consented to more, or a person knows and Dockmedic does nothing. */
    NOTED,
    /** It may become one. */
    PENDING,
    /** It is over. */
    OVER;

    private static final Set<String> NOT_OURS = Set.of(Reason.NO_CONSENT.word(), Reason.CONSENT_LIMITED.word(),
            Reason.ORCHESTRATED.word());
    private static final Set<String> GIVEN_UP = Set.of("escalated", "exhausted", "suppressed", "yielded");
    private static final Set<String> HELD_UP = Set.of("suppressed", "yielded");

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Attention of(IncidentEntry entry) {
        return switch (entry.incident().state()) {
            case RESOLVED -> OVER;
            case PENDING -> PENDING;
            case FIRING -> entry.remedy() instanceof RemedyChange remedy ? of(remedy) : NOTED;
            // Somebody knows of it; whether something may be done is asked all the same.
            case ACKNOWLEDGED -> entry.remedy() instanceof RemedyChange remedy ? known(remedy) : NOTED;
        };
    }

    /** What was given up is theirs who know of it, and nobody treats it. */
    private static Attention known(RemedyChange remedy) {
        if (asks(remedy)) {
            return PERSON;
        }
        return GIVEN_UP.contains(remedy.state()) ? NOTED : TREATED;
    }

    private static Attention of(RemedyChange remedy) {
        if (remedy.escalated() || remedy.state().equals("exhausted") || asks(remedy)) {
            return PERSON;
        }
        if (HELD_UP.contains(remedy.state()) || waitsForPeople(remedy)) {
            return notOurs(remedy) ? NOTED : HELD;
        }
        return TREATED;
    }

    /** Whether something may be done is for a person to say, and nobody has yet. */
    private static boolean asks(RemedyChange remedy) {
        return remedy.attempts()
                .stream()
                .anyMatch(one -> one.reason().equals(Reason.AWAITS_APPROVAL.word()) && one.outcome().isEmpty());
    }

    /** It waits until a silence, a maintenance window or another incident is over. */
    private static boolean waitsForPeople(RemedyChange remedy) {
        return remedy.state().equals("waiting")
                && Set.of(Reason.SILENCED.word(), Reason.MAINTENANCE.word(), Reason.INHIBITED.word())
                        .contains(lastReason(remedy));
    }

    private static boolean notOurs(RemedyChange remedy) {
        return NOT_OURS.contains(lastReason(remedy));
    }

    private static String lastReason(RemedyChange remedy) {
        return remedy.attempts().isEmpty() ? "" : reason(remedy.attempts().getLast());
    }

    private static String reason(Attempt attempt) {
        return attempt.verdict().equals("act") ? "" : attempt.reason();
    }
}

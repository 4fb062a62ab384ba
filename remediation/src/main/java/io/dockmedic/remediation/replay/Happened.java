package io.dockmedic.remediation.replay;

import io.dockmedic.remediation.action.tell.EscalateAction;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An incident that did fire.
 *
 * @param fired when
 * @param over  null while it still fires
 * @param did   what was done, or where nothing was what was decided first, and what came of it; empty without a remedy
 */
public record Happened(
        Instant fired, @Nullable Instant over, String alert, String key, int events, String summary, String did) {
    /** An event is seen, and fires a moment later. */
    static final Duration MOMENT = Duration.ofSeconds(1);

    /** Of one that fired, without what was done. */
    public static Happened of(Incident incident) {
        return new Happened(
                Objects.requireNonNull(incident.firedAt()), incident.resolvedAt(), incident.rule(), incident.key(),
                incident.count(), incident.annotations().getOrDefault("summary", ""), "");
    }

    /** The same, with what was done about it. */
    public Happened with(RemedyChange remedy) {
        return new Happened(fired, over, alert, key, events, summary, did(remedy));
    }

    /** Whether it is what would have fired too: the same alert of the same key, at a time. */
    boolean is(Firing firing) {
        return alert.equals(firing.alert()) && key.equals(firing.key())
                && !ends(over).isBefore(firing.fired().minus(MOMENT))
                && !ends(firing.over()).isBefore(fired.minus(MOMENT));
    }

    private static Instant ends(@Nullable Instant over) {
        return over == null ? Instant.MAX : over;
    }

    private static String did(RemedyChange remedy) {
        Map<String, Long> acts = remedy.attempts()
                .stream()
                .filter(attempt -> attempt.verdict().equals("act") && !attempt.action().equals(EscalateAction.NAME))
                .collect(Collectors.groupingBy(Attempt::action, LinkedHashMap::new, Collectors.counting()));
        List<String> did = new ArrayList<>();
        acts.forEach((action, times) -> did.add(times == 1 ? action : action + " (" + times + " times)"));
        if (acts.isEmpty()) {
            remedy.attempts()
                    .stream()
                    .filter(attempt -> !attempt.verdict().equals("act"))
                    .findFirst()
                    .ifPresent(first -> did.add(first.action() + ": " + first.verdict() + " (" + first.reason() + ")"));
        }
        if (remedy.healed()) {
            did.add("healed");
        }
        if (remedy.escalated()) {
            did.add("a person was told");
        }
        return String.join(", ", did);
    }
}

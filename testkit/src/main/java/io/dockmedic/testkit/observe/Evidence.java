package io.dockmedic.testkit.observe;

import io.dockmedic.testkit.Pager.Page;
import java.time.Instant;
import java.util.List;

/**
 * All that is known about one service at the end of its case.
 *
 * @param calls    by which the program would change its containers, in the order they came
 * @param events   of its containers, in the order of their stamps
 * @param deaf     times in which no event was heard
 * @param pages    escalations about it, each once
 * @param starts   how often its main process began, as it says itself
 * @param runs     whether it runs, and is not unhealthy
 * @param acts     how many acts the program's own record of decisions says it decided to do
 * @param reasons  the reasons of all its recorded decisions
 */
public record Evidence(Patient patient, List<Call> calls, List<EngineEvent> events, List<EngineLog.Deaf> deaf,
        List<Page> pages, int starts, boolean runs, int acts, List<String> reasons) {
    /** Those of the calls that started it, or may have. */
    List<Call> starting() {
        return calls.stream().filter(Call::starts).toList();
    }

    /**
     * Those of the calls that count as acts: those that started it. One that was not answered, since the engine or the program
     * was killed, counts as long as its main process began more often than people and answered calls account for.
     */
    List<Call> counting() {
        if (patient.restartedByEngine()) {
            return starting();
        }
        long unanswered = starting().stream().filter(call -> !call.answered()).count();
        long answered = starting().size() - unanswered;
        long idle = Math.clamp(unanswered - (starts - patient.ups() - answered), 0, unanswered);
        List<Call> idleOnes = starting().stream().filter(call -> !call.answered()).limit(idle).toList();
        return starting().stream().filter(call -> !idleOnes.contains(call)).toList();
    }

    /** The last happening of its containers before an instant that says whether it ran; null where none is known. */
    boolean ranWell(Instant at) {
        boolean runs = false;
        for (EngineEvent event : events) {
            if (!event.at().isBefore(at)) {
                break;
            }
            runs = switch (event.action()) {
                case "start", "health_status: healthy" -> true;
                case "die", "pause", "health_status: unhealthy", "destroy" -> false;
                default -> runs;
            };
        }
        Instant began = lastStart(at);
        boolean spoiled = patient.deeds()
                .stream()
                .anyMatch(deed -> deed.kind() == Deed.Kind.SPOILED && deed.began().isAfter(began)
                        && deed.began().isBefore(at));
        return runs && !spoiled
                && deaf.stream().noneMatch(span -> began.isBefore(span.to()) && span.from().isBefore(at));
    }

    private Instant lastStart(Instant before) {
        return events.stream()
                .filter(event -> event.action().equals("start") && event.at().isBefore(before))
                .map(EngineEvent::at)
                .reduce((earlier, later) -> later)
                .orElse(Instant.MIN);
    }
}

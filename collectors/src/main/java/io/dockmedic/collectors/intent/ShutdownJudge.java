package io.dockmedic.collectors.intent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the engine's shutdown from a person's stops once the engine is gone. An engine that shuts down sends every
 * running container its stop signal within a moment (20 ms for eight containers on 20.10) and closes the stream soon
 * after the last one ended: about a second on 20.10, five seconds on 28, which waits for its clients; each single container shows the very events of {@code docker stop}. So the first
 * signals are looked at together: did they come as one burst, did the burst reach everything that ran, and was the
 * engine gone right after?
 */
public final class ShutdownJudge {
    /** Between one container's first signal and the next one's within a burst. */
    static final Duration WITHIN_BURST = Duration.ofSeconds(1);

    /** Between the last death and the loss of the engine: 1.1 s on 20.10, 5.0 s on 28, and time to notice. */
    public static final Duration GONE_WITHIN = Duration.ofSeconds(8);

    /**
     * A container that got a deadly signal lately.
     *
     * @param firstKill when its first deadly signal of this run was sent
     * @param diedAt    when it died, or {@code Instant.MAX} while it runs
     */
    public record Stopped(String containerId, Instant firstKill, Instant diedAt) {}

    private ShutdownJudge() {}

    /**
     * New judgements for those whose stop looks like the engine's, by container id; the others keep theirs.
     *
     * @param stopped            everything that got a deadly signal in the last minutes
     * @param unsignalledRunning whether anything still ran that had been sent no signal
     * @param lost               when we lost sight of the engine
     */
    public static Map<String, Judgement> judge(List<Stopped> stopped, boolean unsignalledRunning, Instant lost) {
        List<Stopped> burst = lastBurst(stopped);
        if (burst.isEmpty() || unsignalledRunning || !goneRightAfter(burst, lost)) {
            return Map.of();
        }
        String how = burst.size() + " containers got their stop signal within "
                + Duration.between(burst.getLast().firstKill(), burst.getFirst().firstKill()).toMillis()
                + " ms, nothing else was running, and the engine was gone right after";
        Judgement judgement = burst.size() > 1
                ? new Judgement(Intent.ENGINE_SHUTDOWN, false, List.of(how))
                : new Judgement(Intent.UNKNOWN, false, List.of(
                        "the only running container was stopped right before the engine was gone:"
                                + " a person or the engine's shutdown"));
        Map<String, Judgement> judgements = new HashMap<>();
        burst.forEach(each -> judgements.put(each.containerId(), judgement));
        return judgements;
    }

    /** The same, where the engine was not seen going: we ended right after those stops. */
    public static Map<String, Judgement> unseen(Map<String, Judgement> judgements) {
        Map<String, Judgement> inDoubt = new HashMap<>();
        judgements.forEach((id, judgement) -> {
            List<String> evidence = new ArrayList<>(judgement.evidence());
            evidence.add(
                    "that was when we ended, and the engine was not seen going: somebody may have stopped them all");
            inDoubt.put(id, new Judgement(Intent.UNKNOWN, false, evidence));
        });
        return inDoubt;
    }

    /** Latest first. */
    private static List<Stopped> lastBurst(List<Stopped> stopped) {
        List<Stopped> latestFirst = new ArrayList<>(stopped);
        latestFirst.sort(Comparator.comparing(Stopped::firstKill).reversed());
        List<Stopped> burst = new ArrayList<>();
        for (Stopped each : latestFirst) {
            if (!burst.isEmpty() && each.firstKill().plus(WITHIN_BURST).isBefore(burst.getLast().firstKill())) {
                break;
            }
            burst.add(each);
        }
        return burst;
    }

    private static boolean goneRightAfter(List<Stopped> burst, Instant lost) {
        return burst.stream()
                .map(Stopped::diedAt)
                .filter(died -> !died.equals(Instant.MAX))
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(last, lost).compareTo(GONE_WITHIN) <= 0)
                .orElse(true);
    }
}

package io.dockmedic.collectors.intent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who wanted a death from the engine's own sequence of events. The engine holds the container's lock while it
 * sends a signal and says so, and again while it records a death, so on an unbroken stream a {@code kill} is always
 * read before the {@code die} it caused: a death without one was not asked for, and nothing need be waited for.
 * Timelines: {@code docs/intent.md}.
 */
public final class IntentJudge {
    /** What the engine may need on top of a container's stop timeout. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Set<Integer> DEADLY = Set.of(Signal.KILL, Signal.TERM, Signal.INT, Signal.QUIT);

    private IntentJudge() {}

    /**
     * The judgement, or nothing when only the engine's {@code stop} can tell, which may follow a death by some 10 ms:
     * then ask {@link #afterWaiting} once it came, or did not.
     */
    public static Optional<Judgement> judge(Death death) {
        Optional<Kill> request = lastRequestInTime(death);
        if (request.isPresent()) {
            return Optional.of(new Judgement(Intent.ASKED, false, List.of(told(request.get(), death))));
        }
        if (death.stopped()) {
            return Optional.of(afterWaiting(death));
        }
        return needsStop(death) ? Optional.empty() : Optional.of(notAsked(death));
    }

    /** The judgement when waiting for {@code stop} is over; {@code death} says whether it came. */
    public static Judgement afterWaiting(Death death) {
        if (death.stopped()) {
            return new Judgement(Intent.ASKED, false, List.of("the engine reported a stop with the death"));
        }
        Optional<Kill> untrusted = death.kills()
                .stream()
                .filter(kill -> kill.signal() == Signal.UNTRUSTED && inTime(kill, death))
                .findFirst();
        if (untrusted.isEmpty()) {
            return notAsked(death);
        }
        String hidden = "a signal was sent, but a label of the container hides which";
        if (death.exitCode() > 128 && DEADLY.contains(death.exitCode() - 128)) {
            return new Judgement(Intent.ASKED, false,
                    List.of(hidden, "the exit code says " + Signal.name(death.exitCode() - 128) + " ended it"));
        }
        return new Judgement(Intent.UNKNOWN, false, List.of(hidden, "exit code " + death.exitCode()));
    }

    /** What is left of a judgement where the engine does not say what it was asked for, as Podman does not. */
    public static Judgement requestsUntold(Judgement judgement) {
        return judgement.intent() == Intent.NOT_ASKED
                ? new Judgement(Intent.UNKNOWN, false,
                        List.of("this engine does not tell whether somebody asked for it"))
                : judgement;
    }

    private static Optional<Kill> lastRequestInTime(Death death) {
        return death.kills().reversed().stream().filter(kill -> deadly(kill, death) && inTime(kill, death)).findFirst();
    }

    /** A stop may have been given more time than the container's own timeout, and then its signal looks too old. */
    private static boolean needsStop(Death death) {
        return death.kills().stream().anyMatch(kill -> kill.signal() == Signal.UNTRUSTED || deadly(kill, death));
    }

    /** Whether sending {@code signal} asks a container with that stop signal to die. */
    public static boolean asksToDie(int signal, int stopSignal) {
        return signal != Signal.UNTRUSTED && (DEADLY.contains(signal) || signal == stopSignal);
    }

    private static boolean deadly(Kill kill, Death death) {
        return asksToDie(kill.signal(), death.stopSignal());
    }

    /**
     * Whether the container ran on for longer than the engine gives it after a signal: that asks for nothing any more.
     *
     * @param ranUntil when it ended, or until when it is known to have run
     */
    public static boolean outlived(Kill kill, Duration stopTimeout, Instant ranUntil) {
        return Duration.between(kill.at(), ranUntil).compareTo(stopTimeout.plus(MARGIN)) > 0;
    }

    private static boolean inTime(Kill kill, Death death) {
        return !outlived(kill, death.stopTimeout(), death.at());
    }

    private static String told(Kill kill, Death death) {
        return Signal.name(kill.signal()) + " was sent through the engine "
                + Duration.between(kill.at(), death.at()).toMillis() + " ms before the death";
    }

    private static Judgement notAsked(Death death) {
        List<String> evidence = new ArrayList<>();
        for (Kill kill : death.kills()) {
            if (deadly(kill, death)) {
                evidence.add(told(kill, death) + ", longer than its stop timeout of " + death.stopTimeout().toSeconds()
                        + " s allows, and no stop followed");
            } else if (kill.signal() != Signal.UNTRUSTED) {
                evidence.add(Signal.name(kill.signal()) + " was sent through the engine; it is not a request to die");
            }
        }
        if (evidence.isEmpty()) {
            evidence.add("nobody asked the engine to kill or stop it");
        }
        return new Judgement(Intent.NOT_ASKED, false, evidence);
    }
}

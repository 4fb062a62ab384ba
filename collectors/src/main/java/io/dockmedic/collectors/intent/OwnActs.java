package io.dockmedic.collectors.intent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The ledger: which of the engine's messages about a container come from an act of our own. A restart of ours shows as
 * {@code kill, [kill,] die, stop, start, restart}, on a dead container as {@code start, restart}; what the others show as
 * is in {@link #WORDS}. Whatever does not fit, or comes a second time, is somebody else's. Not safe for use by several
 * threads.
 */
public final class OwnActs {
    /** How long after the end of the call its last messages may still arrive. */
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final String KILL = "kill";
    private static final String START = "start";

    /** What the engine says of a run's end. */
    private static final Set<String> ENDS = Set.of(KILL, "die", "stop");

    /** What the engine says of an act, by its name in the ledger. */
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry("start", List.of("start")),
            Map.entry("update", List.of("update")),
            Map.entry("raise", List.of("update", "start")),
            Map.entry("pause", List.of("pause")),
            Map.entry("unpause", List.of("unpause")),
            Map.entry("signal", List.of(KILL)),
            Map.entry("kill", List.of(KILL, "die")),
            Map.entry("stop", List.of(KILL, KILL, "die", "stop")),
            Map.entry("create", List.of("create")),
            Map.entry("rename", List.of("rename")),
            Map.entry("remove", List.of("destroy")),
            Map.entry(OwnAct.DISCARD, List.of("destroy")),
            Map.entry("connect", List.of("connect")),
            // What is said of a command in a container is not asked for.
            Map.entry("exec", List.of()),
            // That is said of another container.
            Map.entry("run", List.of()),
            // Of that the engine says nothing.
            Map.entry("truncate-log", List.of()),
            Map.entry("host-command", List.of()),
            Map.entry("http", List.of()),
            // By itself it says nothing: each of its calls is entered as a part of it.
            Map.entry("recreate", List.of()),
            Map.entry("rollback", List.of()),
            Map.entry("reconnect-network", List.of()),
            Map.entry("backup-volume", List.of()),
            Map.entry("reset-gpu", List.of()),
            Map.entry("restart-stack", List.of()));

    private static final class Open {
        final OwnAct act;
        final boolean restored;
        boolean stopSeen;
        boolean dieSeen;
        boolean startSeen;
        boolean restartSeen;
        boolean startFailed;
        int kills;
        final List<String> toCome;
        Instant endedAt = Instant.MAX;

        Open(OwnAct act, boolean restored) {
            this.act = act;
            this.restored = restored;
            this.toCome = new ArrayList<>(WORDS.getOrDefault(act.action(), List.of()));
        }
    }

    /** Several only where they are parts of one act, in the order in which they began. */
    private final Map<String, List<Open>> byContainer = new HashMap<>();

    /** Takes note of an act's beginning or end. */
    public void note(OwnAct act) {
        note(act, false);
    }

    /**
     * Takes note of an act from before our own restart. What the engine then says again may be older than the act, so
     * here, and only here, the two clocks are compared.
     */
    public void restore(OwnAct act) {
        note(act, true);
    }

    private void note(OwnAct act, boolean restored) {
        if (act.phase() == OwnAct.Phase.BEGINS) {
            byContainer.values().removeIf(opens -> opens.stream().allMatch(open -> act.at().isAfter(late(open))));
            List<Open> opens = byContainer.computeIfAbsent(act.containerId(), first -> new ArrayList<>());
            opens.removeIf(open -> !open.act.partOfTheSame(act));
            opens.add(new Open(act, restored));
            return;
        }
        for (Open open : opens(act.containerId())) {
            if (open.act.id().equals(act.id())) {
                if (act.phase() == OwnAct.Phase.VOID) {
                    forget(open);
                } else {
                    open.endedAt = act.at();
                }
            }
        }
    }

    private List<Open> opens(String containerId) {
        return List.copyOf(byContainer.getOrDefault(containerId, List.of()));
    }

    private void forget(Open open) {
        List<Open> opens = byContainer.get(open.act.containerId());
        if (opens != null && opens.remove(open) && opens.isEmpty()) {
            byContainer.remove(open.act.containerId());
        }
    }

    /**
     * The act of ours that the message {@code action} on the container belongs to; empty when it is somebody else's.
     *
     * @param containerId or, for one that is being made, its name
     * @param at          when the message was, in our time
     * @param since       when the run that the message is about began, in our time
     */
    public Optional<OwnAct> claim(String containerId, String action, Instant at, Instant since) {
        return claim(containerId, action, at, since, true);
    }

    /**
     * The same, of an engine that may not say what it was asked for.
     *
     * @param tellsRequests whether it says {@code kill} before each death that it was asked for; of one that does not, a death
     *                      while an act of ours may cause it is ours
     */
    public Optional<OwnAct> claim(
            String containerId, String action, Instant at, Instant since, boolean tellsRequests) {
        return claim(containerId, action, at, since, open -> WORDS.containsKey(open.act.action())
                ? comes(open, action, tellsRequests)
                : fits(open, action, tellsRequests));
    }

    /**
     * The act of ours whose start has failed; empty when it was somebody else's. That is found by a look, and the engine may say only
     * after it what went before in the same act: the stop of a restart.
     */
    public Optional<OwnAct> claimFailedStart(String containerId, Instant at, Instant since) {
        return claim(containerId, START, at, since, open -> WORDS.containsKey(open.act.action())
                ? comes(open, START, true)
                : !open.startSeen && first(open.startFailed, () -> open.startFailed = true));
    }

    private Optional<OwnAct> claim(String containerId, String action, Instant at, Instant since, Predicate<Open> fits) {
        for (Open open : opens(containerId)) {
            if (at.isAfter(late(open))) {
                forget(open);
            } else if (!(open.restored && (at.isBefore(open.act.at()) || ofALaterRun(open, action, at, since)))
                    && fits.test(open)) {
                return Optional.of(open.act);
            }
        }
        return Optional.empty();
    }

    /**
     * What an act from before our own restart has caused may have been read then, to the last word. A run that began
     * after it is none that it could have been about.
     */
    private static boolean ofALaterRun(Open open, String action, Instant at, Instant since) {
        return ENDS.contains(action) && since.isAfter(open.act.at()) && !at.isBefore(since);
    }

    /**
     * Over with its last word; a second signal is sent only to what did not obey the first. The signal of one from before
     * our own restart may have been read then.
     */
    private boolean comes(Open open, String action, boolean tellsRequests) {
        boolean unasked = action.equals("die") && tellsRequests && open.kills == 0 && !open.restored;
        if (unasked || !open.toCome.remove(action)) {
            return false;
        }
        open.kills += action.equals(KILL) ? 1 : 0;
        if (open.toCome.stream().allMatch(KILL::equals)) {
            forget(open);
        }
        return true;
    }

    private boolean fits(Open open, String action, boolean tellsRequests) {
        return switch (action) {
            case KILL -> !open.startSeen && !open.startFailed && !open.dieSeen && ++open.kills <= 2;
            case "die" -> !open.startSeen && !open.startFailed
                    && (open.kills > 0 || open.restored || !tellsRequests)
                    && first(open.dieSeen, () -> open.dieSeen = true);
            case "stop" -> !open.startSeen && first(open.stopSeen, () -> open.stopSeen = true);
            case "start" -> !open.startFailed && first(open.startSeen, () -> open.startSeen = true);
            case "restart" -> {
                // Docker's last word, and Podman's first.
                if (tellsRequests || open.startSeen) {
                    forget(open);
                }
                yield first(open.restartSeen, () -> open.restartSeen = true);
            }
            default -> false;
        };
    }

    private static boolean first(boolean seen, Runnable mark) {
        if (!seen) {
            mark.run();
        }
        return !seen;
    }

    /** How many acts are remembered. */
    int size() {
        return byContainer.size();
    }

    private static Instant late(Open open) {
        return open.endedAt.equals(Instant.MAX) ? Instant.MAX : open.endedAt.plus(LATE);
    }
}

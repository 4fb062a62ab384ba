package io.dockmedic.chaos.aimed;

import io.dockmedic.chaos.aimed.Ward.Seen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Remedies of many kinds, one rule of each, begun by an alert of its name; and what may have come of each. */
final class Remedies {
    /**
     * A remedy.
     *
     * @param steps     before a person is told, as a rule has them
     * @param effect    how often it was done
     * @param most      how often it may have been
     * @param leavesBe  whether the container runs afterwards whatever came of it
     * @param bed       what the container has to have for it, which it has once; empty for nothing
     */
    record Kind(String steps, Effect effect, int most, boolean leavesBe, List<String> bed) {
        Kind(String steps, Effect effect, int most, boolean leavesBe) {
            this(steps, effect, most, leavesBe, List.of());
        }

        Kind(String steps, Effect effect, int most) {
            this(steps, effect, most, false);
        }

        /** How often it was done is how often the container was started. */
        boolean starts() {
            return effect.equals(STARTS);
        }
    }

    interface Effect {
        int between(Seen before, Seen after);
    }

    private static final Effect STARTS = (before, after) -> after.starts() - before.starts();
    private static final Effect RUNS = (before, after) -> after.runs() - before.runs();
    private static final String RUNNING = "verify: {running: 1s, within: 60s}}";

    private final Map<String, Kind> kinds = new TreeMap<>();

    /** @param image the id of one that has a shell */
    Remedies(String image) {
        kinds.put("restart", new Kind("{action: restart, " + RUNNING, STARTS, 1));
        // One more where the new one did not come to be proven and the old one runs again.
        kinds.put("recreate", new Kind("{action: recreate, with: {after: 1s}, " + RUNNING, STARTS, 2));
        // Of two containers.
        kinds.put("stack", new Kind("{action: restart-stack, with: {each: 20s}, " + RUNNING, STARTS, 2));
        kinds.put("hup", new Kind("{action: kill, with: {signal: HUP}, " + RUNNING,
                (before, after) -> after.hups() - before.hups(), 1, true));
        kinds.put("dies",
                new Kind("{action: kill, with: {signal: KILL}, verify: {stopped: 1s, within: 60s}}, {action: start, "
                        + RUNNING, STARTS, 1));
        kinds.put("turns", new Kind("{action: stop, verify: {stopped: 1s, within: 60s}}, {action: start, " + RUNNING,
                STARTS, 1));
        kinds.put("begins", new Kind("{action: start, " + RUNNING, STARTS, 1, false, List.of(Ward.ENDED)));
        kinds.put("breathes", new Kind("{action: pause, verify: {running: 1s, within: 5s}}, {action: unpause, "
                + RUNNING, (before, after) -> after.pauses(), 1));
        kinds.put("wakes", new Kind("{action: unpause, " + RUNNING,
                (before, after) -> before.paused() && after.running() && !after.paused() ? 1 : 0, 1, false,
                List.of(Ward.PAUSED)));
        kinds.put("grows", new Kind("{action: limits, with: {memory: +1MiB, ceiling: 2GiB}, " + RUNNING,
                (before, after) -> (int) ((after.memory() - before.memory()) >> 20), 1, true));
        kinds.put("inside", new Kind(
                "{action: exec, with: {command: [sh, -c, \"sleep 1; echo run >> /ctl/runs\"], timeout: 20s}, "
                        + RUNNING,
                RUNS, 1, true));
        kinds.put("outside", new Kind("{action: host-command, with: {name: note}, " + RUNNING, RUNS, 1, true));
        kinds.put("called", new Kind("{action: http, with: {name: mend}, " + RUNNING, RUNS, 1, true));
        kinds.put("beside", new Kind("{action: run, with: {image: \"" + image
                + "\", command: [sh, -c, \"sleep 1\"], timeout: 20s}, " + RUNNING,
                (before, after) -> after.beside() - before.beside(), 1, true));
        // A copy cures nothing: a person is told in any case.
        kinds.put("kept", new Kind("{action: backup-volume, with: {volume: /ctl, keep: \"1000\", timeout: 30s}, "
                + RUNNING, (before, after) -> after.backups() - before.backups(), 1, true));
        // And back, when it has run for long enough.
        kinds.put("ends", new Kind("{action: end-loop, " + RUNNING, (before, after) -> after.updates(), 2, true,
                List.of("--restart=always")));
        kinds.put("empties", new Kind("{action: truncate-log, with: {above: 1MiB}, " + RUNNING,
                (before, after) -> after.log() < before.log() ? 1 : 0, 1, true, List.of(Ward.SAYS_MUCH)));
        kinds.put("told", new Kind("", (before, after) -> 0, 0, true));
    }

    Set<String> names() {
        return kinds.keySet();
    }

    Kind kind(String name) {
        return Objects.requireNonNull(kinds.get(name));
    }

    /** What of the configuration they need. */
    static String settings(Path home, Called called) {
        return """
                actions: {careful: [recreate, limits, restart-stack, backup-volume, end-loop, rollback, reconnect-network, prune, gpu-power-limit]}
                approvals:
                  - {name: all, actions: [stop, kill, pause, unpause, exec, run, host-command, http, truncate-log], services: ["*"]}
                host_commands:
                  - {name: note, command: [/bin/sh, -c, "sleep 1; echo run >> %1$s/$0/runs", "{container}"], timeout: 20s}
                http_calls:
                  - {name: mend, url: "%3$s", timeout: 20s}
                backups: {directory: %2$s}
                budgets: {service: {acts: 10000}, rule: {acts: 10000}, action: {acts: 10000}, host: {acts: 10000}}"""
                .formatted(Ward.folder(home), Ward.backups(home), called.url());
    }

    /** The rule file. */
    String rules() {
        StringBuilder rules = new StringBuilder("groups:\n  - name: remedies\n    rules:\n");
        kinds.forEach((name, kind) -> rules.append(Course.onAlert(name, kind.steps())));
        return rules.toString();
    }
}

package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.detail.Details.Mount;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What was denied to a container, by its own words or the engine's.
 *
 * @param denied   who it is may not do it
 * @param readOnly what it wanted to write takes no writes
 * @param notRun   its program was found and could not be run
 * @param paths    that the words name
 */
record Denial(boolean denied, boolean readOnly, boolean notRun, List<String> paths) {
    private static final int NOT_RUN = 126;
    private static final Pattern DENIED = Pattern.compile(
            "permission denied|\\bEACCES\\b|\\bEPERM\\b|AccessDenied|not permitted|access is denied",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern READ_ONLY = Pattern.compile("read-only file ?system|\\bEROFS\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile("(?<![\\w.:/])/[\\w./@%+=-]{1,300}");

    static Denial of(Seen seen) {
        ContainerState state = seen.state();
        boolean notRun = !state.running() && state.exitCode() == NOT_RUN;
        String probe = state.health() == null || state.health().log().isEmpty()
                || state.health().status().equals("healthy") ? "" : state.health().log().getLast().output();
        String words = seen.firstError() + "\n" + state.error() + "\n" + probe;
        return new Denial(notRun || DENIED.matcher(words).find(), READ_ONLY.matcher(words).find(), notRun,
                PATH.matcher(words).results().map(MatchResult::group).toList());
    }

    /**
     * Those that it is about: where a path is named, the one that has it. Where none is, a program that could not be run or a file system
     * that takes no writes may be any of them; what was denied otherwise may be no file at all.
     */
    List<Mount> about(List<Mount> mounts) {
        if (!denied && !readOnly) {
            return List.of();
        }
        if (paths.isEmpty()) {
            return notRun || readOnly ? mounts : List.of();
        }
        return mounts.stream()
                .filter(mount -> paths.stream()
                        .anyMatch(path -> path.equals(mount.destination())
                                || path.startsWith(mount.destination().endsWith("/")
                                        ? mount.destination()
                                        : mount.destination() + "/")))
                .toList();
    }
}

package io.dockmedic.remediation.action.backup;

import io.dockmedic.remediation.view.Bystanders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What others have done, as far as was heard of it, while a container is held. */
record Others(Bystanders bystanders, String act, String container) {
    private static final String RENAME = "rename";
    private static final Set<String> DEPLOYS = Set.of("create", RENAME);
    private static final Set<String> STARTS = Set.of("start", "restart");

    /** As long as whoever has made another container for the service may take to remove this one. */
    private static final Duration REPLACED = Duration.ofSeconds(30);

    /** What is theirs to undo; empty when nothing is. */
    Optional<String> has(Grip grip) {
        if (grip.how() == Quiet.PAUSE) {
            return bystanders.paused(act, container)
                    ? Optional.of("somebody has paused it meanwhile")
                    : Optional.empty();
        }
        return bystanders.down(act, container)
                ? Optional.of("somebody has stopped it meanwhile")
                : Optional.empty();
    }

    /**
     * Whether somebody has put another container in its place, or has begun to, whatever they did after that: were it let go on, both
     * would write. Empty when nobody has.
     */
    Optional<String> replaced() {
        return bystanders.last(act, this::replaces)
                .map(deed -> deed.what().equals(RENAME)
                        ? "somebody has renamed it meanwhile, as who puts another in its place does"
                        : "somebody has started another container in its place meanwhile");
    }

    private boolean replaces(Bystanders.Deed deed) {
        return deed.container().equals(container) ? deed.what().equals(RENAME) : STARTS.contains(deed.what());
    }

    /** Whether somebody is putting another container in its place: started now, it would be in their way, or run beside that. */
    boolean deploys(Grip grip, Instant now) {
        return grip.how() == Quiet.STOP && bystanders.last(act, deed -> DEPLOYS.contains(deed.what()))
                .filter(deed -> now.isBefore(deed.heard().plus(REPLACED)))
                .isPresent();
    }
}

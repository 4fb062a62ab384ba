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

    /** As long as whoever has made another container for the service may take to remove this one. */
    private static final Duration REPLACED = Duration.ofSeconds(30);

    /** What is theirs to undo; empty when nothing is. */
    Optional<String> has(Grip grip) {
        if (grip.how() == Quiet.PAUSE) {
            return bystanders.paused(act, container)
                    ? Optional.of("somebody has paused it meanwhile")
                    : Optional.empty();
        }
        if (bystanders.down(act, container)) {
            return Optional.of("somebody has stopped it meanwhile");
        }
        return bystanders.lastTakeover(act)
                .filter(deed -> deed.what().equals(RENAME) && deed.container().equals(container))
                .map(deed -> "somebody has renamed it meanwhile, as who puts another in its place does");
    }

    /** Whether somebody is putting another container in its place: started now, it would be in their way, or run beside that. */
    boolean deploys(Grip grip, Instant now) {
        return grip.how() == Quiet.STOP && bystanders.lastTakeover(act)
                .filter(deed -> DEPLOYS.contains(deed.what()) && now.isBefore(deed.heard().plus(REPLACED)))
                .isPresent();
    }
}

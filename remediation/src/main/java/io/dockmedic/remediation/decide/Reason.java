package io.dockmedic.remediation.decide;

import java.util.Locale;

/** Why. The same word is the metric label, the log key, the API field and what the page shows. */
public enum Reason {
    /** Nothing stands against it. */
    CLEAR,
    /** The service's owner has not consented. */
    NO_CONSENT,
    /** {@code autoheal=true} consents to a restart on unhealthy, and to no more. */
    CONSENT_LIMITED,
    /** {@code dockmedic.protect=true}. */
    PROTECTED,
    /** It takes care, and the owner has not switched it on. */
    NOT_SWITCHED_ON,
    /** It can destroy, and no approval covers it. */
    NOT_APPROVED,
    /** An approved act of ours took it down on purpose. */
    TAKEN_DOWN,
    /** It can destroy, and a person was asked for approval. */
    AWAITS_APPROVAL,
    /** A service that a step names has no container. */
    ABSENT,
    /** It was asked for. */
    ASKED,
    /** What others told is said to be about another host. */
    ELSEWHERE,
    /** Who asked is not known. */
    INTENT_UNKNOWN,
    /** The engine's own restart policy still applies. */
    ENGINE_RESTARTS,
    /** A loop is not cured by restarting it. */
    LOOP,
    /** It asks for a GPU, and the loaded driver fits the library no more: no program that starts now gets one. */
    DRIVER_MISMATCH,
    /** What it mounts from the host lies on something else than when it last ran well, or takes no writes any more. */
    MOUNT_CHANGED,
    /** It was done so often lately that the remedy begins with its next step, or did not help another that the same cause made. */
    TRIED,
    /** The step is to be done after a backup of the service, and there is none that is verified and new enough. */
    NO_BACKUP,
    /** The step is to be done in a quiet time of the service, and now is none. */
    NOT_QUIET,
    /** The service's budget is spent. */
    BUDGET_SERVICE,
    /** The rule's budget is spent. */
    BUDGET_RULE,
    /** The action's budget is spent. */
    BUDGET_ACTION,
    /** The host's budget is spent. */
    BUDGET_HOST,
    /** Dry-run: it would have been done. */
    DRY_RUN,
    /** The target is Dockmedic itself or what it needs to live. */
    OURSELVES,
    /** An orchestrator owns the container. */
    ORCHESTRATED,
    /** Another healer is at work on it. */
    OTHER_HEALER,
    /** A person or deployer acted on the service meanwhile. */
    YIELDED,
    /** A person is inside the container, at a terminal. */
    PERSON_INSIDE,
    /** An earlier call on the target is not settled. */
    UNSETTLED,
    /** No journal, no act. */
    NO_JOURNAL,
    /** The engine cannot be reached. */
    NO_ENGINE,
    /** Another instance of Dockmedic acts on this engine. */
    OBSERVER,
    /** Dockmedic has just started and does not know enough yet. */
    SETTLING,
    /** The fault is over. */
    OVER,
    /** The fault is too old to act on. */
    STALE,
    /** It was due while Dockmedic did not run, and nobody knows what came meanwhile. */
    MISSED,
    /** The container has run and ended once more since, and nothing was heard of that yet. */
    UNHEARD,
    /** A person has been told of the service's trouble already. */
    TOLD,
    /** Too much is wrong at once. */
    STORM,
    /** A person keeps us from acting. */
    PAUSED,
    /** A person wants nothing done to the service, and to hear nothing of it. */
    SILENCED,
    /** A maintenance window is open. */
    MAINTENANCE,
    /** Another incident fires, and a rule file says that this one follows from it. */
    INHIBITED,
    /** The last act on the service was too short a time ago. */
    COOLDOWN;

    /** As logs, metric labels and the API write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

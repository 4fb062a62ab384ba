package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.decide.Reason;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a remedy stands.
 *
 * <pre>
 * Planned ─▶ Waiting ─▶ Deciding ─▶ Acting ─▶ Verifying ─▶ Healed
 *              ▲ ▲         │          │  │        │          │ again
 *              │ └─ defer ─┘          │  ▼        │          │
 *              │                      │ Unsettled │          │
 *              └── next attempt, next rung ◀──────┴──────────┘
 * ends: Healed, Escalated, Suppressed, Yielded, Over, Exhausted
 * </pre>
 */
public sealed interface LadderState {
    /** As the journal, the API and logs write it. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** One sentence for a person; may be empty. */
    default String detail() {
        return "";
    }

    /** Nothing more happens unless the fault comes back. */
    default boolean ended() {
        return false;
    }

    /** There is nothing left to do about the fault. */
    default boolean settled() {
        return false;
    }

    /** Nothing is under way, and the fault is not known to be over. */
    default boolean free() {
        return false;
    }

    /** Nothing has happened yet. */
    record Planned() implements LadderState {}

    /** @param reason why it was deferred; null for the wait that the plan itself asks for */
    record Waiting(Instant until, @Nullable Reason reason, String detail) implements LadderState {
        @Override
        public boolean free() {
            return true;
        }
    }

    /** Looking at the container, asking the guards. */
    record Deciding() implements LadderState {}

    /** The intent is in the journal, the call is on its way. */
    record Acting(String act) implements LadderState {}

    /** The call was not answered; nothing is called on the target until we have seen what came of it. */
    record Unsettled(String act) implements LadderState {}

    /** Done; the proof is being taken. */
    record Verifying(String act) implements LadderState {}

    /** The proof held; which one that was. */
    record Healed(String detail) implements LadderState {
        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public boolean ended() {
            return true;
        }
    }

    /** A person was told. */
    record Escalated() implements LadderState {
        @Override
        public boolean free() {
            return true;
        }

        @Override
        public String detail() {
            return "it needs a person";
        }

        @Override
        public boolean ended() {
            return true;
        }
    }

    /** Decided against, on every rung that was left. */
    record Suppressed(Reason reason, String detail) implements LadderState {
        @Override
        public boolean free() {
            return true;
        }

        @Override
        public boolean ended() {
            return true;
        }
    }

    /** Somebody acted on the service. */
    record Yielded(String detail) implements LadderState {
        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public boolean ended() {
            return true;
        }
    }

    /** The fault is over before this ladder had to end it. */
    record Over(String detail) implements LadderState {
        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public boolean ended() {
            return true;
        }
    }

    /** Everything was tried and failed, and the plan names no person to tell. */
    record Exhausted(String detail) implements LadderState {
        @Override
        public boolean free() {
            return true;
        }

        @Override
        public boolean ended() {
            return true;
        }
    }
}

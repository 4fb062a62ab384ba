package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be done next. */
sealed interface Move {
    /** What is asked of the engine, for a person. */
    String word();

    /** Make the new one. */
    record Make() implements Move {
        @Override
        public String word() {
            return "to make the new container";
        }
    }

    /** Give it another restart policy. */
    record Policy(String container, RestartPolicy policy) implements Move {
        @Override
        public String word() {
            return "to set a restart policy";
        }
    }

    /** Stop it. */
    record Stop(String container, Duration timeout) implements Move {
        @Override
        public String word() {
            return "to stop a container";
        }
    }

    /** Give it another name. */
    record Rename(String container, String name) implements Move {
        @Override
        public String word() {
            return "to rename a container";
        }
    }

    /** Start it. */
    record Start(String container) implements Move {
        @Override
        public String word() {
            return "to start a container";
        }
    }

    /** Remove it; its volumes stay. */
    record Remove(String container) implements Move {
        @Override
        public String word() {
            return "to remove a container";
        }
    }

    /** Take down that the engine has started the old one once more. */
    record Heed(@Nullable Instant run) implements Move {
        @Override
        public String word() {
            return "to take down a run";
        }
    }

    /** See whether the new one goes on running. */
    record Watch() implements Move {
        @Override
        public String word() {
            return "to watch";
        }
    }

    /** All is to be put back. */
    record GoBack(String why) implements Move {
        @Override
        public String word() {
            return "to go back";
        }
    }

    /** It is over. */
    record End(Outcome outcome) implements Move {
        @Override
        public String word() {
            return "to end";
        }
    }
}

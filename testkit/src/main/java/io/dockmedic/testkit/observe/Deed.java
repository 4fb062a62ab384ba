package io.dockmedic.testkit.observe;

import java.time.Instant;

/**
 * Something that was done to a container, by the scenario itself.
 *
 * @param began before anything was done
 * @param ended when it was certain to be done: the engine had answered, or the process was gone
 * @param what  for people
 */
public record Deed(Kind kind, Instant began, Instant ended, String what) {
    /** What it means for what should be from then on. */
    public enum Kind {
        /** Nobody asked for it: it should run, and well. */
        FAULT(false),
        /** Nobody asked for it: its process runs on and is of no use any more; another run mends it. */
        SPOILED(false),
        /** A person wants it to run: created, started, restarted. */
        UP(true),
        /** A person wants it not to run: stopped, killed, paused or removed. */
        DOWN(true);

        private final boolean person;

        Kind(boolean person) {
            this.person = person;
        }

        /** Whether a person did it. */
        public boolean byPerson() {
            return person;
        }
    }
}

package io.dockmedic.remediation.escalate;

/** How the incidents stand that people were told of. */
public interface Cases {
    /** Nothing is known of any. */
    Cases NONE = new Cases() {
        @Override
        public boolean mayBeTold(String incident) {
            return false;
        }

        @Override
        public boolean acknowledged(String incident) {
            return false;
        }
    };

    /** Whether something is still to be done about it, and people may hear of it now: no silence, no window, no dry-run. */
    boolean mayBeTold(String incident);

    /** Whether a person said that they know of it. */
    boolean acknowledged(String incident);
}

package io.dockmedic.remediation.desk;

import io.dockmedic.remediation.question.Question;

/** An answer that came to no question. */
public abstract sealed class Unanswerable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Unanswerable(String message) {
        super(message, null, false, false);
    }

    /** Nothing of that id was ever asked. */
    public static final class Unknown extends Unanswerable {
        private static final long serialVersionUID = 1;

        Unknown() {
            super("nothing of that id waits for an answer; dockmedic approvals shows what does");
        }
    }

    /** Somebody else was first, or it was too late. */
    public static final class Over extends Unanswerable {
        private static final long serialVersionUID = 1;

        Over(Question question) {
            super("it waits for no answer any more: " + question.outcome());
        }
    }
}

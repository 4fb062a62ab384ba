package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.view.Bystanders;
import org.jspecify.annotations.Nullable;

/** Where a stack's restart stands, as all that takes part in it has it. To be used on one context. */
final class Standing {
    private Progress progress;
    private ErrorClass error = ErrorClass.CONFLICT;
    private Bystanders.@Nullable Deed heeded;
    private boolean cutOff;
    private String said = "";
    private boolean crowded;

    /** @param resumed whether the act was cut off, and is gone on with */
    Standing(Progress progress, boolean resumed) {
        this.progress = progress;
        this.cutOff = resumed;
    }

    Progress progress() {
        return progress;
    }

    /** It has come that far; what the engine said of the latest call matters no more. */
    void further(Progress now) {
        progress = now;
        said = "";
        crowded = false;
    }

    /** The same, where what the engine said matters still. */
    void stands(Progress now) {
        progress = now;
    }

    /** By what a remedy goes on, where nothing was restarted. */
    ErrorClass error() {
        return error;
    }

    void error(ErrorClass now) {
        error = now;
    }

    /** What somebody did who has the right of way; null when nobody did anything. */
    Bystanders.@Nullable Deed heeded() {
        return heeded;
    }

    void heeds(Bystanders.Deed deed) {
        heeded = deed;
    }

    /** Whether what came of the latest call is not known yet, for it was made before our restart. */
    boolean cutOff() {
        return cutOff;
    }

    /** The engine is asked for something. */
    void asks() {
        cutOff = false;
    }

    /** Why the engine refused the latest call; empty when it did not. */
    String said() {
        return said;
    }

    /** Whether the engine's disk is full, by what it said or by what was measured then. */
    boolean crowded() {
        return crowded;
    }

    /** The engine refused the latest call. */
    void refused(ErrorClass with, String message) {
        error = with;
        said = message;
    }

    /** The engine's disk is full. */
    void noRoom() {
        crowded = true;
    }
}

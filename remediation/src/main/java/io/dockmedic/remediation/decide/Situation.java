package io.dockmedic.remediation.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How things stand with us.
 *
 * @param observer    another instance acts on this engine
 * @param journal     writes are taken, and what we did before is known
 * @param engineSince since when we have seen the engine; null while we do not
 * @param driverMismatch why no program that starts now gets a GPU of NVIDIA's: library and loaded driver are of different versions; empty
 *                       where they fit, or that is not known
 */
public record Situation(boolean observer, boolean journal, @Nullable Instant engineSince, String driverMismatch) {
    /** One without a word of GPUs. */
    public Situation(boolean observer, boolean journal, @Nullable Instant engineSince) {
        this(observer, journal, engineSince, "");
    }
}

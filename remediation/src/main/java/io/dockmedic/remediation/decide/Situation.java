package io.dockmedic.remediation.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How things stand with us.
 *
 * @param observer    another instance acts on this engine
 * @param journal     writes are taken, and what we did before is known
 * @param engineSince since when we have seen the engine; null while we do not
 */
public record Situation(boolean observer, boolean journal, @Nullable Instant engineSince) {}

package io.dockmedic.remediation.decide;

import io.dockmedic.collectors.intent.Intent;
import java.time.Instant;

/**
 * How a service's last run ended, whichever incident it belongs to.
 *
 * @param at        when, by the engine's clock; for what a gap hid, when it was found
 * @param intent    who wanted it
 * @param ours      it was part of an act of ours
 * @param container whose run it was, by id
 * @param run       which run it was, as in {@code Died}; empty when not known
 */
public record Ending(Instant at, Intent intent, boolean ours, String container, String run) {}

package io.dockmedic.remediation.decide.brake;

import org.jspecify.annotations.Nullable;

/**
 * What holds up acts on one service now; each null when it does not.
 *
 * @param storm       too much is wrong at once
 * @param paused      a person keeps us from acting
 * @param dryRun      a person wants to see what would be done
 * @param silenced    a person wants to hear nothing of the service, and nothing done to it
 * @param maintenance the configuration says the same of this hour
 */
public record Brakes(@Nullable Hold storm, @Nullable Hold paused, @Nullable Hold dryRun, @Nullable Hold silenced,
        @Nullable Hold maintenance) {
    public static final Brakes NONE = new Brakes(null, null, null, null, null);
}

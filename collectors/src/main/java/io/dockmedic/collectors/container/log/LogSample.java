package io.dockmedic.collectors.container.log;

import io.dockmedic.collectors.container.view.Sighting;
import java.time.Instant;

/**
 * A container's json log, as it was measured.
 *
 * @param bytes           of the file that is written now
 * @param growthPerMinute bytes, since the reading before; never negative
 */
public record LogSample(Sighting sighting, Instant at, long bytes, long growthPerMinute) {}

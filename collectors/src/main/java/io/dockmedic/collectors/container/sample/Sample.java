package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.view.Sighting;
import java.time.Instant;

/**
 * One container, as far as it could be read.
 *
 * @param at     when it was read
 * @param cgroup the path of its group, as cAdvisor's {@code id}
 */
public record Sample(Sighting sighting, Instant at, String cgroup, Reading reading) {}

package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.log.LogSample;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.host.disk.DiskSample;
import java.util.List;

/**
 * What is known of disks at one moment.
 *
 * @param disks  file systems that matter
 * @param spaces what uses the engine's, by type
 * @param logs   json logs of containers
 */
public record DiskReadings(List<DiskSample> disks, List<Space> spaces, List<LogSample> logs) {
    public DiskReadings {
        disks = List.copyOf(disks);
        spaces = List.copyOf(spaces);
        logs = List.copyOf(logs);
    }
}

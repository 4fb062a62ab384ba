package io.dockmedic.remediation.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.engine.client.SpaceType;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.remediation.Samples;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskFindingsTest {
    private static final long GIB = 1L << 30;
    private static final List<Space> SPACES = List.of(new Space(SpaceType.BUILD_CACHE, GIB, GIB / 2),
            new Space(SpaceType.IMAGES, 3 * GIB, 2 * GIB));

    private static Incident full(String roles) {
        return Samples.incident("i1", "DiskNearlyFull", new DiskSampled(Instant.EPOCH, "host", Origin.DOCKMEDIC,
                "/data", "/dev/sdb1", "ext4", roles, 100, 5, 95, 1, false, false));
    }

    @Test
    void ofTheEnginesDiskItIsSaidWhatUsesItLargestFirst() {
        JsonObject found = DiskFindings.of(full("engine log"), SPACES);
        assertThat(found.getJsonArray("conclusions").stream().map(String::valueOf)).containsExactly(
                "the engine's images: 3.0 GiB, of which nothing uses 2.0 GiB",
                "the engine's build cache: 1.0 GiB, of which nothing uses 512.0 MiB");
        assertThat(found.getJsonObject("room").getJsonObject("build_cache").getLong("reclaimable")).isEqualTo(GIB / 2);
    }

    @Test
    void ofAnotherDiskOrBeforeItIsKnownNothingIsSaid() {
        assertThat(DiskFindings.of(full("bind"), SPACES)).isEmpty();
        assertThat(DiskFindings.of(full("engine"), List.of())).isEmpty();
    }
}

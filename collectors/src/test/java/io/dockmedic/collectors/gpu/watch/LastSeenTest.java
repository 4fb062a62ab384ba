package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LastSeenTest {
    private static final Gpu NVIDIA = new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "");
    private static final Gpu AMD = new Gpu(0, Gpu.AMD, "0000:03:00.0", "amd-1", "");
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    private final LastSeen seen = new LastSeen();

    private static GpuSamples answers(Gpu gpu) {
        GpuReading reading = new GpuReading(gpu, "", GpuState.OK, Cure.NONE, "", Map.of(), Set.of(), List.of());
        return GpuSamples.of(new DriverSample(gpu.vendor(), GpuDriverState.OK, "", "", 1),
                List.of(new GpuSample(reading, List.of(), 0)));
    }

    private static GpuSamples says(GpuDriverState state) {
        return GpuSamples.of(new DriverSample(Gpu.NVIDIA, state, "", "", 1), List.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"STUCK", "FAILED", "REFUSED", "MISMATCH"})
    void aDriverThatSaysNothingTakesNoGpuAway(GpuDriverState silent) {
        seen.read(GpuSamples.together(List.of(says(silent), answers(AMD))), false, AT);
        assertThat(seen.known()).as("from the start").isEqualTo(new KnownGpus(List.of(AMD), false));
        assertThat(seen.knownAt(AMD.pci())).contains(AMD);
        seen.read(GpuSamples.together(List.of(answers(NVIDIA), answers(AMD))), false, AT);
        seen.read(GpuSamples.together(List.of(says(silent), answers(AMD))), false, AT);
        assertThat(seen.known().whole()).isTrue();
        assertThat(seen.known().gpus()).containsExactlyInAnyOrder(NVIDIA, AMD);
        assertThat(seen.knownAt(NVIDIA.pci())).contains(NVIDIA);
        assertThat(seen.at(NVIDIA.pci())).isEmpty();
    }

    @Test
    void aGpuThatNoDriverHasIsNotWaitedFor() {
        seen.read(GpuSamples.together(List.of(says(GpuDriverState.NO_DRIVER), answers(AMD))), false, AT);
        assertThat(seen.known()).isEqualTo(new KnownGpus(List.of(AMD), true));
    }

    @Test
    void noneIsKnownOnlyWhereNoneIsExpected() {
        assertThat(seen.looked()).isFalse();
        seen.read(GpuSamples.NONE, true, AT);
        assertThat(seen.known()).isEqualTo(KnownGpus.NOT_YET);
        assertThat(seen.looked()).isTrue();
        seen.read(GpuSamples.NONE, false, AT);
        assertThat(seen.known()).isEqualTo(KnownGpus.NONE);
    }

    @Test
    void whatIsReleasedIsKnownAsItWas() {
        assertThat(seen.began()).isEqualTo(Instant.EPOCH);
        seen.read(answers(NVIDIA), false, AT);
        assertThat(seen.began()).isEqualTo(AT);
        seen.leftAlone("anna has them");
        assertThat(seen.latest().gpus()).isEmpty();
        assertThat(seen.latest().drivers()).extracting(DriverSample::state).containsExactly(GpuDriverState.RELEASED);
        assertThat(seen.knownAt(NVIDIA.pci())).contains(NVIDIA);
    }
}

package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectedTest {
    private final List<DriverSample> drivers = new ArrayList<>();
    private final List<GpuSample> gpus = new ArrayList<>();

    private void has(String vendor, int onBus, int known, boolean within) {
        drivers.add(new DriverSample(vendor, GpuDriverState.OK, "", "", onBus));
        for (int index = 0; index < known; index++) {
            gpus.add(new GpuSample(new GpuReading(new Gpu(index, vendor, vendor + index, "", ""), "", GpuState.OK,
                    Cure.NONE, "", within ? Map.of(Quantity.INTEGRATED, 1L) : Map.of(), Set.of(), List.of()),
                    List.of(), 0));
        }
    }

    /** Vendors whose GPUs are missed, as the rule GpusMissing looks at them, with the numbers that it shows. */
    private List<String> missed(int inAll, boolean nvidia) {
        GpuSamples samples = new GpuSamples(drivers, gpus);
        Expected expected = new Expected(inAll, nvidia);
        List<String> missed = GpuEvents.of(samples, expected, false, Instant.EPOCH, "host")
                .stream()
                .filter(DriverSampled.class::isInstance)
                .map(DriverSampled.class::cast)
                .filter(one -> one.gpus() < one.onBus() || one.gpus() < one.expected())
                .map(one -> one.vendor() + " " + one.gpus() + " of " + Math.max(one.onBus(), one.expected()))
                .toList();
        assertThat(GpuHealth.of(samples, expected, false, false).status())
                .isEqualTo(missed.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED);
        return missed;
    }

    @Test
    void oneInAProcessorStandsInForNoneThatIsMissing() {
        has("nvidia", 7, 7, false);
        has("amd", 1, 1, true);
        assertThat(missed(8, true)).containsExactly("nvidia 7 of 8");
        assertThat(missed(7, true)).isEmpty();
        assertThat(missed(0, true)).isEmpty();
    }

    @Test
    void oneThatIsMissingIsMissedOfOneVendorOnly() {
        has("nvidia", 4, 4, false);
        has("amd", 4, 3, false);
        assertThat(missed(8, true)).as("fewer than are on its bus").containsExactly("amd 3 of 4");
        drivers.clear();
        gpus.clear();
        has("nvidia", 3, 3, false);
        has("amd", 4, 4, false);
        assertThat(missed(8, true)).as("nobody knows whose").containsExactly("nvidia 3 of 4");
    }

    @Test
    void allOfNvidiasThatWereThereAreMissedThoughThereAreOthers() {
        has("amd", 1, 1, true);
        assertThat(missed(8, true)).containsExactly("nvidia 0 of 8");
        assertThat(missed(8, false)).as("one in a processor is none of those").containsExactly("nvidia 0 of 8");
        drivers.clear();
        gpus.clear();
        assertThat(missed(8, false)).as("of none at all, as ever").containsExactly("nvidia 0 of 8");
    }

    /** A display in the processor is nobody's shortfall, or that would never end. */
    @Test
    void whatIsShortIsNotThatOfADriverThatNeedHaveNone() {
        drivers.add(new DriverSample("amd", GpuDriverState.NO_DRIVER, "amdgpu is not loaded", "", 0));
        assertThat(missed(1, false)).containsExactly("nvidia 0 of 1");
        has("nvidia", 1, 1, false);
        assertThat(missed(1, true)).isEmpty();
        assertThat(missed(2, true)).containsExactly("nvidia 1 of 2");
    }

    @Test
    void whatIsShortIsAmdsWhereThereAreItsCardsOnly() {
        has("amd", 3, 3, false);
        assertThat(missed(4, false)).containsExactly("amd 3 of 4");
    }
}

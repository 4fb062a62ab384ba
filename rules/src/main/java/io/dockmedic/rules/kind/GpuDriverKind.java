package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import java.time.Duration;
import java.util.List;

/** {@code gpu.driver}. */
final class GpuDriverKind {
    static final Kind<DriverSampled> KIND = Kind.of(
            DriverSampled.KIND,
            DriverSampled.class,
            "a vendor's driver was asked for the GPUs of the machine, every 10 s; not where there are none",
            List.of(),
            List.of(
                    Field.text("vendor", "`nvidia` or `amd`, also the subject", DriverSampled::vendor),
                    Field.word("state", "how it answers", Kind.words(GpuDriverState.class),
                            event -> event.state().word()),
                    Field.text("why", "why it does not; empty when it does", DriverSampled::why),
                    Field.number("gpus", "that it knows", DriverSampled::gpus),
                    Field.number("onBus",
                            "that the kernel sees on the bus, of AMD's those that its driver has had; 0 where that cannot be seen",
                            DriverSampled::onBus),
                    Field.number("expected",
                            "that there should be, as `gpu.expected` says, without what other vendors' make up; else 0",
                            DriverSampled::expected),
                    Field.flag("booting",
                            "whether the machine started less than five minutes ago: what is not there may be late",
                            DriverSampled::booting)))
            // Every 10 s, and once a minute while there is none.
            .every(Duration.ofSeconds(10), Duration.ofMinutes(1));

    private GpuDriverKind() {}
}

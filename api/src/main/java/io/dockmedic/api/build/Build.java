package io.dockmedic.api.build;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** This build. */
public final class Build {
    private Build() {}

    /** From the jar's manifest; {@code development} where there is none. */
    public static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion()).orElse("development");
    }

    /** Registers {@code dockmedic_build_info}, which is always 1. */
    public static void register(MeterRegistry meters) {
        Gauge.builder("dockmedic.build.info", () -> 1)
                .description("The version that runs")
                .tag("version", version())
                .register(meters);
    }
}

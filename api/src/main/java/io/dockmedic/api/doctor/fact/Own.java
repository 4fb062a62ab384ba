package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.Optional;

/**
 * The container we run in.
 *
 * @param setup how it is set up; empty when the engine we ask does not know it, or does not say
 */
public record Own(String id, Optional<Setup> setup) {}

package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.base.health.Health;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Dockmedic runs with this configuration.
 *
 * @param told      what it says of itself; empty when it does not answer
 * @param why       it does not
 * @param listening whether somebody listens at the address that HTTP is to be served at
 */
public record Instance(Optional<Told> told, String why, boolean listening) {
    /**
     * @param ready whether it can act
     * @param parts how each part of it is
     */
    public record Told(String version, boolean ready, Map<String, Health.Part> parts) {
        private static final String LEASE = "lease";

        public Told {
            parts = Map.copyOf(parts);
        }

        /** Whether it only watches, for another instance acts on the engine: then its part {@code lease} is up and says so. */
        public boolean observes() {
            Health.Part lease = parts.get(LEASE);
            return lease != null && lease.status() == Health.Status.UP && !lease.reason().isEmpty();
        }
    }
}

package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import java.util.List;

/** Reads out of an alert what its container may be called. Safe for use by several threads. */
@FunctionalInterface
public interface Naming {
    /** By the labels that cAdvisor, Dockmedic and the engine's own log drivers write. */
    Naming USUAL = new UsualLabels();

    /**
     * Names in the order in which they are to be tried, each a container's name or id, a service's key
     * {@code project/service/number}, or a service {@code project/service} or {@code service}; none when it says nothing.
     */
    List<String> names(Alert alert);
}

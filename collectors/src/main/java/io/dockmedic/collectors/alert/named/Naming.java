package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import java.util.List;

/** Reads out of an alert what it calls that it is about. Safe for use by several threads. */
public interface Naming {
    /** By the labels that cAdvisor, dcgm-exporter, Dockmedic and the engine's own log drivers write. */
    Naming USUAL = new UsualLabels();

    /**
     * Names in the order in which they are to be tried, each a container's name or id, a service's key
     * {@code project/service/number}, or a service {@code project/service} or {@code service}; none when it says nothing.
     */
    List<String> names(Alert alert);

    /**
     * The same of GPUs, each a UUID, a place on the bus, or the driver's number, {@code 0} or, of NVIDIA's alone,
     * {@code nvidia0}.
     */
    List<String> gpus(Alert alert);

    /** Names of the host that it is about, perhaps with a port; all must be this one's, else it is about another. */
    List<String> hosts(Alert alert);

    /** What may name the host or something else: it counts only where it is the name of a host that is known. */
    List<String> hints(Alert alert);
}

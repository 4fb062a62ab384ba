package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Services of which their owner speaks by one name. A container fits that is of its services, or has all of its labels.
 *
 * @param name          unique
 * @param tier          how much they matter, in their owner's word; empty when it was not said
 * @param services      may be empty when labels are not
 * @param labels        each with a value, in which {@code *} stands for any text; may be empty when services are not
 * @param budget        of each of its services, in the place of the usual one; null for the usual one
 * @param memoryCeiling how far at most a memory limit may be raised, as a rule writes it; empty for as far as rules say
 */
public record Group(String name, String tier, List<ServicePattern> services, Map<String, String> labels,
        @Nullable Budget budget, String memoryCeiling) {
    public Group {
        services = List.copyOf(services);
        labels = Map.copyOf(labels);
    }

    /** Whether it fits; whose it is, {@link Groups} say. */
    boolean fits(Container container) {
        return services.stream().anyMatch(one -> one.matches(container))
                || (!labels.isEmpty() && labels.entrySet().stream().allMatch(one -> has(container, one)));
    }

    private static boolean has(Container container, Map.Entry<String, String> label) {
        String value = container.labels().get(label.getKey());
        return value != null && ServicePattern.like(label.getValue(), value);
    }

    /** Whether what is known by this name alone, a service's or a container's, may be one of them: its labels are not known. */
    public boolean mayHave(String service) {
        return !labels.isEmpty() || services.stream().anyMatch(one -> one.matches(service));
    }
}

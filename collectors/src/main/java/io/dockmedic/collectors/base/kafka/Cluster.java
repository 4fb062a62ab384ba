package io.dockmedic.collectors.base.kafka;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A cluster, and what it and we show each other.
 *
 * @param brokers one or more, by which the others are found
 */
public record Cluster(List<Broker> brokers, Security security) {
    public Cluster {
        brokers = List.copyOf(brokers);
    }

    /** As Kafka's clients want them, and as a person may read them. */
    public String addresses() {
        return brokers.stream().map(Broker::toString).collect(Collectors.joining(","));
    }
}

package io.dockmedic.api.config;

import io.dockmedic.collectors.alert.kafka.Reading;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.remediation.publish.kafka.Publishing;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is read from Kafka, and written to it.
 *
 * @param reading    the topics that are read; empty for none
 * @param signing    absolute; the secrets of which one must have signed each record; empty where none need be signed
 * @param publishing the topic that is written; empty for none
 * @param cluster    where topics are; empty where no broker is named
 */
public record Kafka(Optional<Reading> reading, Optional<Path> signing, Optional<Publishing> publishing,
        Optional<Cluster> cluster) {
    /** Nothing. */
    public static final Kafka NONE = new Kafka(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());
}

package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.base.kafka.Cluster;
import java.util.List;
import java.util.Optional;

/**
 * Which topics are read.
 *
 * @param topics      one or more
 * @param group       whose offsets count; members of one group share the topics' records among them
 * @param deadLetters the topic for what cannot be taken; empty for none
 */
public record Reading(Cluster cluster, List<String> topics, String group, Optional<String> deadLetters) {
    public Reading {
        topics = List.copyOf(topics);
    }
}

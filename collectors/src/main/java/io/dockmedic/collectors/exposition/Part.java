package io.dockmedic.collectors.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;

/**
 * One source of metrics of a scrape, which may fail without the others.
 *
 * @param name as {@code dockmedic_collector_up} shows it, and as the part calls itself in health, if it does
 */
public record Part(String name, MultiCollector collector) {}

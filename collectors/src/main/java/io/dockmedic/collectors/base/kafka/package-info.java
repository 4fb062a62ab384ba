/** Kafka: which cluster, what we show it, and a client of it only while somebody is there to talk to. */
@NullMarked
package io.dockmedic.collectors.base.kafka;

import org.jspecify.annotations.NullMarked;

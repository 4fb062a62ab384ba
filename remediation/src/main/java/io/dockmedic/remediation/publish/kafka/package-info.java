/** Tells other systems, by a topic of Kafka. Nothing of Kafka's is loaded where no topic is configured. */
@NullMarked
package io.dockmedic.remediation.publish.kafka;

import org.jspecify.annotations.NullMarked;

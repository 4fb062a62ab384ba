/** Takes in what others tell by topics of Kafka. Nothing of Kafka's is loaded where no topic is configured. */
@NullMarked
package io.dockmedic.collectors.alert.kafka;

import org.jspecify.annotations.NullMarked;

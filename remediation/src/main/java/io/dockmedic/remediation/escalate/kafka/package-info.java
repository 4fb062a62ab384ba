/** Receivers that are topics of Kafka. */
@NullMarked
package io.dockmedic.remediation.escalate.kafka;

import org.jspecify.annotations.NullMarked;

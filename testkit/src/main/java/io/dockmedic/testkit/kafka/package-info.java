/** A real Kafka for tests: a broker as a process of its own, and somebody who talks to it. */
@NullMarked
package io.dockmedic.testkit.kafka;

import org.jspecify.annotations.NullMarked;

/** One acting instance per engine: who holds the lease acts, everybody else observes. */
@NullMarked
package io.dockmedic.collectors.engine.lease;

import org.jspecify.annotations.NullMarked;

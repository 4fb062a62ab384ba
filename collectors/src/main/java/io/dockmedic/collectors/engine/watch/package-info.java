/** From the engine's messages to events: one tracker and one lane a container, each message kind its own handler. */
@NullMarked
package io.dockmedic.collectors.engine.watch;

import org.jspecify.annotations.NullMarked;

/** Whether containers are on the networks that the engine says they are on. */
@NullMarked
package io.dockmedic.collectors.container.network;

import org.jspecify.annotations.NullMarked;

/** Which process listens at a port of this machine. */
@NullMarked
package io.dockmedic.collectors.host.port;

import org.jspecify.annotations.NullMarked;

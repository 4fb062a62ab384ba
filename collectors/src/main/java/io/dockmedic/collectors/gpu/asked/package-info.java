/** Which GPUs a container asks for, and which of a host's those are. */
@NullMarked
package io.dockmedic.collectors.gpu.asked;

import org.jspecify.annotations.NullMarked;

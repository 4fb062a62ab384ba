/** Whether containers still reach the GPUs that they were given: asked from inside, where the owner allows it. */
@NullMarked
package io.dockmedic.collectors.gpu.access;

import org.jspecify.annotations.NullMarked;

/** The collector of GPUs. */
@NullMarked
package io.dockmedic.collectors.gpu.watch;

import org.jspecify.annotations.NullMarked;

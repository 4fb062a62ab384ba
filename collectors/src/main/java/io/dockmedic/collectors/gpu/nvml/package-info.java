/** NVIDIA's library, by the JVM's own foreign functions: what of it is there, and what it says of a GPU. */
@NullMarked
package io.dockmedic.collectors.gpu.nvml;

import org.jspecify.annotations.NullMarked;

/** AMD's GPUs: what {@code amdgpu}, their driver, tells in files, and who has them open. */
@NullMarked
package io.dockmedic.collectors.gpu.amd;

import org.jspecify.annotations.NullMarked;

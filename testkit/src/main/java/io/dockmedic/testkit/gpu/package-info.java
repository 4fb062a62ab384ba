/** GPUs for machines that have none. */
@NullMarked
package io.dockmedic.testkit.gpu;

import org.jspecify.annotations.NullMarked;

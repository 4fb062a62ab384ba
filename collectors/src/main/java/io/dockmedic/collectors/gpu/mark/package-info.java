/** Words to other programs that no new work is to go to a GPU. */
@NullMarked
package io.dockmedic.collectors.gpu.mark;

import org.jspecify.annotations.NullMarked;

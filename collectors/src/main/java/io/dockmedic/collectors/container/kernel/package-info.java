/** The kernel's small text files, read as cheaply as they can be. */
@NullMarked
package io.dockmedic.collectors.container.kernel;

import org.jspecify.annotations.NullMarked;

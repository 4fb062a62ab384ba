/** Calls into the kernel that may never come back. */
@NullMarked
package io.dockmedic.collectors.base.hang;

import org.jspecify.annotations.NullMarked;

/** How much room there is on a file system, and how much is wanted. */
@NullMarked
package io.dockmedic.remediation.room;

import org.jspecify.annotations.NullMarked;

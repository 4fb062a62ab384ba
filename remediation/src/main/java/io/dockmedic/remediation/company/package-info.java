/** Who is in a container, at a terminal. */
@NullMarked
package io.dockmedic.remediation.company;

import org.jspecify.annotations.NullMarked;

/** The actions {@code pause} and {@code unpause}. */
@NullMarked
package io.dockmedic.remediation.action.pause;

import org.jspecify.annotations.NullMarked;

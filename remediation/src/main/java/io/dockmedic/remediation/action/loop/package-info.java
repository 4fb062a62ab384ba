/** The action {@code end-loop}: the engine is kept from starting a container again and again. */
@NullMarked
package io.dockmedic.remediation.action.loop;

import org.jspecify.annotations.NullMarked;

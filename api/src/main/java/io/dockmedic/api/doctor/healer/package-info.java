/** Checks of who else heals. */
@NullMarked
package io.dockmedic.api.doctor.healer;

import org.jspecify.annotations.NullMarked;

/** Checks of what this machine shows. */
@NullMarked
package io.dockmedic.api.doctor.machine;

import org.jspecify.annotations.NullMarked;

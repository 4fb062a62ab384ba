/** Lowers what a GPU may draw, for a time. */
@NullMarked
package io.dockmedic.remediation.action.power;

import org.jspecify.annotations.NullMarked;

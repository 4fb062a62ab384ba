/** Faults aimed at one instant each; what each must come to is known beforehand. */
@NullMarked
package io.dockmedic.chaos.aimed;

import org.jspecify.annotations.NullMarked;

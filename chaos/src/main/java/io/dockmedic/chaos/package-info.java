/** Faults, user acts and disasters for the shipped program, and the judge of what became of them. */
@NullMarked
package io.dockmedic.chaos;

import org.jspecify.annotations.NullMarked;

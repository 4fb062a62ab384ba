/** Measures parts of the program by themselves. */
@NullMarked
package io.dockmedic.speed;

import org.jspecify.annotations.NullMarked;

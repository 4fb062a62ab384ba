/** {@code schedule}: fires at times of the wall clock. */
@NullMarked
package io.dockmedic.rules.operator.schedule;

import org.jspecify.annotations.NullMarked;

/** {@code delta}: rises or falls by so much within a time. */
@NullMarked
package io.dockmedic.rules.operator.delta;

import org.jspecify.annotations.NullMarked;

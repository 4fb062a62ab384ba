/** {@code for}: must have held for a time. */
@NullMarked
package io.dockmedic.rules.operator.hold;

import org.jspecify.annotations.NullMarked;

/** {@code absent}: what should have followed did not. */
@NullMarked
package io.dockmedic.rules.operator.absent;

import org.jspecify.annotations.NullMarked;

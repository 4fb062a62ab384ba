/** {@code distinct}: so many different values within a sliding window. */
@NullMarked
package io.dockmedic.rules.operator.distinct;

import org.jspecify.annotations.NullMarked;

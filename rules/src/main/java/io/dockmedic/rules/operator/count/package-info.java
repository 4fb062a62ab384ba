/** {@code count}: so many within a sliding window. */
@NullMarked
package io.dockmedic.rules.operator.count;

import org.jspecify.annotations.NullMarked;

/** {@code collect}: gathers for a time and fires once. */
@NullMarked
package io.dockmedic.rules.operator.collect;

import org.jspecify.annotations.NullMarked;

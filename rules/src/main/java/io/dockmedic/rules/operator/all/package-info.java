/** {@code all}: an event of each of several steps, in any order, within a time. */
@NullMarked
package io.dockmedic.rules.operator.all;

import org.jspecify.annotations.NullMarked;

/** What the operators of several steps have in common. */
@NullMarked
package io.dockmedic.rules.operator.step;

import org.jspecify.annotations.NullMarked;

/** No operator: the first match fires. */
@NullMarked
package io.dockmedic.rules.operator.once;

import org.jspecify.annotations.NullMarked;

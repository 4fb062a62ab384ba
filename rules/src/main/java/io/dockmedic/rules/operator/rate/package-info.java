/** {@code rate}: what only grows grows too fast. */
@NullMarked
package io.dockmedic.rules.operator.rate;

import org.jspecify.annotations.NullMarked;

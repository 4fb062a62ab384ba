/** One rule firing for one key, from pending to resolved. */
@NullMarked
package io.dockmedic.rules.incident;

import org.jspecify.annotations.NullMarked;

/** {@code changes}: a value that goes to and fro. */
@NullMarked
package io.dockmedic.rules.operator.changes;

import org.jspecify.annotations.NullMarked;

/** {@code predict}: where a series goes if it goes on like that. */
@NullMarked
package io.dockmedic.rules.operator.predict;

import org.jspecify.annotations.NullMarked;

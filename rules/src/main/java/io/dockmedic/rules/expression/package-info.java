/** CEL over typed events: compiled and type-checked when a rule is loaded, bounded when it runs. */
@NullMarked
package io.dockmedic.rules.expression;

import org.jspecify.annotations.NullMarked;

/** A rule as it runs: compiled, checked, immutable. */
@NullMarked
package io.dockmedic.rules.rule;

import org.jspecify.annotations.NullMarked;

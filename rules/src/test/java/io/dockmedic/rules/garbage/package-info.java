/** Input that nobody meant: made by chance from a seed, and given to what reads rules, expressions and events. */
@NullMarked
package io.dockmedic.rules.garbage;

import org.jspecify.annotations.NullMarked;

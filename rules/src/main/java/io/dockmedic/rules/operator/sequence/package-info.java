/** {@code sequence}: events of several steps one after the other, and what should have followed and did not. */
@NullMarked
package io.dockmedic.rules.operator.sequence;

import org.jspecify.annotations.NullMarked;

/** When matching events make a rule fire: one interface, one package per operator. */
@NullMarked
package io.dockmedic.rules.operator;

import org.jspecify.annotations.NullMarked;

/** The rules at work: events and time in, changes of incidents out. Pure, for one thread. */
@NullMarked
package io.dockmedic.rules.engine;

import org.jspecify.annotations.NullMarked;

/** The rules stage as a verticle on the event bus. */
@NullMarked
package io.dockmedic.rules.stage;

import org.jspecify.annotations.NullMarked;

/** What rules remember, written to the journal and read back. */
@NullMarked
package io.dockmedic.speed.keys;

import org.jspecify.annotations.NullMarked;

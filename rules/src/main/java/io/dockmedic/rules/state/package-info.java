/** What the rules stage keeps in the journal, and how it is written there. */
@NullMarked
package io.dockmedic.rules.state;

import org.jspecify.annotations.NullMarked;

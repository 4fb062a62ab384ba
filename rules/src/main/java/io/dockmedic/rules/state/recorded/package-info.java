/** What the rules saw, kept in the journal for a while, so that other rules can be tried on it. */
@NullMarked
package io.dockmedic.rules.state.recorded;

import org.jspecify.annotations.NullMarked;

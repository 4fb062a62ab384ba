/** What a rule asks for, as data: a ladder of steps, each an action and a proof. Nothing here acts. */
@NullMarked
package io.dockmedic.rules.remedy;

import org.jspecify.annotations.NullMarked;

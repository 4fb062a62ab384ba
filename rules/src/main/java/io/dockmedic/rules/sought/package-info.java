/** What a proof listens for: asked of the rules, who hear all that happens, and told by them. */
@NullMarked
package io.dockmedic.rules.sought;

import org.jspecify.annotations.NullMarked;

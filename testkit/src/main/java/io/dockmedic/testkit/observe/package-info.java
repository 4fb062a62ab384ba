/**
 * The independent judge of chaos: what a scenario says it did, what the engine's events, the containers' own starts, the
 * calls at the proxy and the pager's messages show, and what follows. Knows nothing of the product but its promises.
 */
@NullMarked
package io.dockmedic.testkit.observe;

import org.jspecify.annotations.NullMarked;

/** Who looks on, and what they are told of: what changed, as it is now. */
@NullMarked
package io.dockmedic.api.stream;

import org.jspecify.annotations.NullMarked;

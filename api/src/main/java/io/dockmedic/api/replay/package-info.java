/** What a replay shows. */
@NullMarked
package io.dockmedic.api.replay;

import org.jspecify.annotations.NullMarked;

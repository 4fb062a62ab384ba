/** What works and what does not, said by each part of itself. */
@NullMarked
package io.dockmedic.collectors.base.health;

import org.jspecify.annotations.NullMarked;

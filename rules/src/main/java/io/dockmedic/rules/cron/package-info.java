/** Times of the wall clock, as cron writes them. */
@NullMarked
package io.dockmedic.rules.cron;

import org.jspecify.annotations.NullMarked;

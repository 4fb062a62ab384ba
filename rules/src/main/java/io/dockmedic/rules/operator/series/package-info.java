/** What operators over a series of readings have in common: its samples, and when they are a fault. */
@NullMarked
package io.dockmedic.rules.operator.series;

import org.jspecify.annotations.NullMarked;

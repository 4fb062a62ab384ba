/** What was seen with which engine: tests that say so write it down, {@code deploy/matrix} makes a table of it. */
@NullMarked
package io.dockmedic.testkit.matrix;

import org.jspecify.annotations.NullMarked;

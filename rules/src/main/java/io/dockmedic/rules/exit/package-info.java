/** What exit codes mean, as data. */
@NullMarked
package io.dockmedic.rules.exit;

import org.jspecify.annotations.NullMarked;

/** So much wrong at once that acting one by one would do harm. Pure. */
@NullMarked
package io.dockmedic.remediation.decide.storm;

import org.jspecify.annotations.NullMarked;

/** The stage that heals: decides, acts within limits, proves, escalates. */
@NullMarked
package io.dockmedic.remediation;

import org.jspecify.annotations.NullMarked;

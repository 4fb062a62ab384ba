/** Evidence for a person: bounded, redacted, readable at 3 a.m. */
@NullMarked
package io.dockmedic.remediation.diagnose;

import org.jspecify.annotations.NullMarked;

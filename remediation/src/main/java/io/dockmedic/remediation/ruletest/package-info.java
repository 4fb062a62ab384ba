/** Rule tests: events at offsets in, what the rules tell and what would be done out, with the code that runs live. */
@NullMarked
package io.dockmedic.remediation.ruletest;

import org.jspecify.annotations.NullMarked;

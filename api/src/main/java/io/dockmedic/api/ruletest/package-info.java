/** Reports of rule tests: for people, and for machines. */
@NullMarked
package io.dockmedic.api.ruletest;

import org.jspecify.annotations.NullMarked;

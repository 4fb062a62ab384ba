/** Reports of an audit, as people and their tools read them. */
@NullMarked
package io.dockmedic.api.audit;

import org.jspecify.annotations.NullMarked;

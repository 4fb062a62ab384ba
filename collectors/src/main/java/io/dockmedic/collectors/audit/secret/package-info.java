/** Whether a variable looks like a secret. Values are judged here and go no further. */
@NullMarked
package io.dockmedic.collectors.audit.secret;

import org.jspecify.annotations.NullMarked;

/** Proof that a remedy worked: the run that the act started, or the room it made, watched for as long as was asked. */
@NullMarked
package io.dockmedic.remediation.verify;

import org.jspecify.annotations.NullMarked;

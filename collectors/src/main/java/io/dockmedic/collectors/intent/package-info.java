/** Who wanted a death or a stop: the four intents, the evidence for each, and the ledger of our own acts. */
@NullMarked
package io.dockmedic.collectors.intent;

import org.jspecify.annotations.NullMarked;

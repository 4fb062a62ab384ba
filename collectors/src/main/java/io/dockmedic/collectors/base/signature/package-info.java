/** Signatures of what is sent by HTTP, ours and others', as Standard Webhooks has them. */
@NullMarked
package io.dockmedic.collectors.base.signature;

import org.jspecify.annotations.NullMarked;

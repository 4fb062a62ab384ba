package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.KernelEvent;
import java.util.function.IntFunction;

/**
 * A fault that can be told.
 *
 * @param key   what is one with it
 * @param event makes the event of so many of them
 */
record Finding(Key key, IntFunction<KernelEvent> event) {
    /**
     * What is told together.
     *
     * @param kind    of event
     * @param subject of event
     * @param detail  tells apart what has the same subject and must not wait for it; empty as a rule
     * @param host    as it was called then: what is over is over under the same name
     */
    record Key(String kind, String subject, String detail, String host) {}
}

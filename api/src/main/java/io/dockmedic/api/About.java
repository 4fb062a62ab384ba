package io.dockmedic.api;

import io.dockmedic.api.build.Build;
import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.json.JsonObject;

/**
 * What we say of ourselves.
 *
 * @param host the name of this machine
 */
record About(String host, Clock clock) {
    /** With the time, so that who shows how long ago something was need not trust a clock of its own. */
    JsonObject json() {
        return new JsonObject().put("version", Build.version())
                .put("host", host)
                .put("now", clock.shown(clock.now()).toString());
    }
}

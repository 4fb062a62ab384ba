package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.Caller.Way;
import io.vertx.ext.web.RoutingContext;

/** Who asks for something, as it is written down. */
final class Who {
    /** As our page says it. */
    private static final String PAGE = " on the page";

    private Who() {}

    /**
     * Whom we know them for comes first, and what they say of themselves after it, so that nobody can be taken for somebody else. Who
     * comes over the control socket may be anybody on this machine anyhow, and is who they say.
     */
    static String of(RoutingContext context, String said) {
        return of(Callers.of(context).orElse(Caller.CONTROL), said);
    }

    static String of(Caller caller, String said) {
        if (caller.way() == Way.SOCKET && !said.isEmpty()) {
            return said;
        }
        String known = known(caller);
        if (said.isEmpty() || said.equals(caller.name())) {
            return known;
        }
        // Anything else that begins with their name could be taken for somebody else of that name.
        return said.equals(caller.name() + PAGE) ? known + PAGE : known + " (says " + said + ")";
    }

    private static String known(Caller caller) {
        return switch (caller.way()) {
            case TOKEN, SIGNATURE, SOCKET -> caller.name();
            case CERTIFICATE -> caller.name() + " by certificate";
            case PROXY -> caller.name() + " by proxy";
        };
    }
}

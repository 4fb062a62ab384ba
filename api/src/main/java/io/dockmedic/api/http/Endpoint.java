package io.dockmedic.api.http;

import io.dockmedic.api.security.Scope;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** One path (or a family of them) of the HTTP interface. */
public interface Endpoint {
    /**
     * Adds its routes.
     *
     * @param mayChange goes first on every route that changes something; passes on only who may
     */
    void mount(Router router, Handler<RoutingContext> mayChange);

    /** What a token must be good for to be let to what changes something here. */
    default Scope scope() {
        return Scope.OPERATE;
    }

    /** Whether what it answers there to who asks may be known by everybody who reaches us. */
    default boolean open(String path) {
        return false;
    }

    /** Whether machines send something here as fast as things happen. */
    default boolean busy() {
        return false;
    }

    /** Whether it reads what is sent itself, as it comes. Else that is read before, up to 64 KiB of it. */
    default boolean readsBody() {
        return false;
    }
}

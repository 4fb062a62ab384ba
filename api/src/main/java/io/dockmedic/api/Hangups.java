package io.dockmedic.api;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which ends a process that does not listen for it. Java's own way to hear of it is sun.misc.Signal, which module
 * jdk.unsupported keeps (JEP 260); it is looked up by name, since the compiler takes each use of it for a fault.
 */
final class Hangups {
    private static final Logger LOG = LoggerFactory.getLogger(Hangups.class);

    private Hangups() {}

    /** Does this at each, on a thread of the JVM's own. Where they cannot be heard of, they end the program as before. */
    static void each(Runnable does) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object heard = Proxy.newProxyInstance(Hangups.class.getClassLoader(), new Class<?>[]{handler},
                    (proxy, method, arguments) -> {
                        does.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), heard);
        } catch (ReflectiveOperationException notHere) {
            LOG.atInfo().addKeyValue("reason", String.valueOf(notHere)).log("SIGHUP cannot be heard of here");
        }
    }
}

package io.dockmedic.collectors.base.kafka;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one client of a cluster, but only while there is somebody to talk to: Kafka's clients are busy and loud while no
 * broker answers. So none is made before a port of the cluster takes a connection, and one that says it lost the cluster is
 * closed. Between two looks pauses grow to a minute, each spread by half. How it stands is said in health and, when it
 * changes, in the log. Begun on a context, and everything in it runs there.
 */
public final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int CONNECT_MILLIS = 3_000;
    /** What has worked for so long is tried again soon. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private final String part;
    private final Cluster cluster;
    private final Opener opener;
    private final Clock clock;
    private final Timers timers;
    private final DoubleSupplier random;
    private final Health health;
    private final NetClient probe;
    private final Context own;
    private @Nullable Client client;
    private @Nullable Line line;
    private Timers.@Nullable Pending next;
    private @Nullable Instant worksSince;
    private String told = "";
    private int failures;
    private boolean closed;

    /** A client, made or being made. */
    public interface Client {
        /** Ends it; completes within seconds. */
        Future<Void> close();
    }

    /** Makes one, without blocking; what goes wrong then is said on the line. */
    @FunctionalInterface
    public interface Opener {
        Client open(Line line);
    }

    /** What a client says of itself; from any thread. */
    public interface Line {
        /**
         * The cluster answers.
         *
         * @param missing what it has not got all the same, for a person; empty when nothing
         */
        void works(String missing);

        /** It is of no use any more, and is to be closed. */
        void lost(String why);
    }

    /** @param part in health, {@code kafka.in} */
    public Link(Vertx vertx, String part, Cluster cluster, Opener opener, Clock clock, Timers timers,
            DoubleSupplier random, Health health, MeterRegistry meters) {
        this.part = part;
        this.cluster = cluster;
        this.opener = opener;
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.health = health;
        this.probe = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
        this.own = vertx.getOrCreateContext();
        Gauge.builder("dockmedic.kafka.connected", this, link -> link.worksSince == null ? 0 : 1)
                .description("Whether the cluster answers")
                .tag("part", part)
                .register(meters);
    }

    /** Looks for the cluster; to be called once. */
    public void begin() {
        health.say(part, Health.Status.DEGRADED, "no broker has answered yet at " + cluster.addresses());
        look(0);
    }

    /** Ends it, and the client. */
    public Future<Void> close() {
        closed = true;
        line = null;
        if (next != null) {
            next.cancel();
        }
        Client open = client;
        return (open == null ? Future.<Void>succeededFuture() : open.close()).eventually(probe::close);
    }

    /** @param index of the broker that is asked; all of them are, in turn */
    private void look(int index) {
        Broker broker = cluster.brokers().get(index);
        probe.connect(broker.port(), broker.host()).onComplete(answered -> {
            if (answered.succeeded()) {
                answered.result().close();
                found();
            } else if (index + 1 < cluster.brokers().size() && !closed) {
                look(index + 1);
            } else {
                away("no broker answers at " + cluster.addresses());
            }
        });
    }

    private void found() {
        if (closed) {
            return;
        }
        Line fresh = new Line() {
            @Override
            public void works(String missing) {
                Home.run(own, () -> doesWork(this, missing));
            }

            @Override
            public void lost(String why) {
                Home.run(own, () -> wasLost(this, why));
            }
        };
        line = fresh;
        client = opener.open(fresh);
    }

    private void doesWork(Line of, String missing) {
        if (!of.equals(line)) {
            return;
        }
        if (worksSince == null) {
            worksSince = clock.now();
            LOG.atInfo().addKeyValue("part", part).addKeyValue("brokers", cluster.addresses()).log("Kafka answers");
        }
        if (!missing.isEmpty() && !missing.equals(told)) {
            LOG.atWarn().addKeyValue("part", part).log(missing);
        }
        told = missing;
        health.say(part, missing.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED, missing);
    }

    private void wasLost(Line of, String why) {
        if (!of.equals(line)) {
            return;
        }
        line = null;
        Client open = client;
        client = null;
        (open == null ? Future.<Void>succeededFuture() : open.close()).onComplete(gone -> away(why));
    }

    private void away(String why) {
        if (closed) {
            return;
        }
        if (worksSince != null && worksSince.plus(LASTING).isBefore(clock.now())) {
            failures = 0;
        }
        worksSince = null;
        failures++;
        Duration pause = Pauses.after(failures, random.getAsDouble());
        if (!why.equals(told)) {
            LOG.atWarn().addKeyValue("part", part).addKeyValue("reason", why).log("Kafka is away; it is waited for");
        }
        told = why;
        health.say(part, Health.Status.DEGRADED, why);
        next = timers.after(pause, () -> look(0));
    }
}

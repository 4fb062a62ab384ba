package io.dockmedic.api.stream;

import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All who look on. While there is nobody it listens to nothing, and has no timer. To be used on the context of who brings the
 * clients.
 */
public final class Audience {
    /** How many may look on at a time. */
    public static final int MOST = 64;

    /** As often what tells nobody is looked at. */
    static final Duration LOOK = Duration.ofSeconds(5);

    /** Every so many looks a sign of life goes out. */
    private static final int LOOKS_A_BEAT = 3;

    private final Feed feed;
    private final IncidentView incidents;
    private final IncidentJson json;
    private final Lookout lookout;
    private final Timers timers;
    private final Set<Onlooker> onlookers = new LinkedHashSet<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final Runnable told = this::told;
    private volatile @Nullable Context context;
    private Timers.@Nullable Pending next;
    private int looks;

    /**
     * @param brakes    what holds up acts, asked for now and then
     * @param approvals what people are asked, likewise
     * @param parts     what the parts say of themselves, likewise
     */
    public Audience(Feed feed, IncidentView incidents, IncidentJson json, Supplier<Future<JsonObject>> brakes,
            Supplier<Future<JsonObject>> approvals, Supplier<JsonObject> parts, Timers timers) {
        this.feed = feed;
        this.incidents = incidents;
        this.json = json;
        this.lookout = new Lookout(feed, Map.of(
                Change.What.BRAKES, brakes,
                Change.What.APPROVALS, approvals,
                Change.What.PARTS, () -> Future.succeededFuture(parts.get())));
        this.timers = timers;
    }

    /** Whether nobody more may look on. */
    public boolean full() {
        return onlookers.size() >= MOST;
    }

    /**
     * Somebody comes.
     *
     * @param here     the context that this and all that follows is on
     * @param lastSeen the id of the last event that was seen; empty for none
     * @param greeting for who is new
     * @param cut      ends the connection at once
     * @return to be run when it is gone
     */
    public Runnable join(Context here, WriteStream<Buffer> out, String lastSeen, JsonObject greeting, Runnable cut) {
        Onlooker onlooker = new Onlooker(feed, this::now, out, timers, cut);
        if (onlookers.isEmpty()) {
            context = here;
            feed.listen(told);
        }
        onlookers.add(onlooker);
        if (next == null) {
            look();
        }
        onlooker.greet(lastSeen, greeting);
        return () -> leave(onlooker);
    }

    private void leave(Onlooker onlooker) {
        onlooker.leave();
        onlookers.remove(onlooker);
        if (onlookers.isEmpty()) {
            feed.leave(told);
            if (next != null) {
                next.cancel();
                next = null;
            }
        }
    }

    /** What holds up acts may have changed. May be called from any thread. */
    public void lookNow() {
        Context here = context;
        if (here != null) {
            here.runOnContext(go -> {
                if (!onlookers.isEmpty()) {
                    lookout.look();
                }
            });
        }
    }

    /** On the thread of who brought the change: several before we come to it are told of together. */
    private void told() {
        Context here = context;
        if (here != null && !called.getAndSet(true)) {
            here.runOnContext(go -> {
                called.set(false);
                List.copyOf(onlookers).forEach(Onlooker::tell);
            });
        }
    }

    private void look() {
        next = timers.after(LOOK, this::look);
        lookout.look();
        looks++;
        if (looks % LOOKS_A_BEAT == 0) {
            onlookers.forEach(Onlooker::beat);
        }
    }

    private Optional<JsonObject> now(Change change) {
        return switch (change.what()) {
            case INCIDENT -> incidents.byId(change.id()).map(json::brief);
            case BRAKES, APPROVALS, PARTS -> lookout.latest(change.what());
        };
    }
}

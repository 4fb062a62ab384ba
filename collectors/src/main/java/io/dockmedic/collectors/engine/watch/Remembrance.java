package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in the journal what must outlive us: each container's memory when it changed, and how far the stream was dealt
 * with. A journal that takes no writes costs nothing but the memory of it.
 */
final class Remembrance {
    private static final Duration MARK_EVERY = Duration.ofSeconds(5);

    /** An act longer ago has no messages left in the engine's memory that matter. */
    private static final Duration ACTS_OF = Duration.ofMinutes(15);

    /** A restart's stop timeout, and time to spare. */
    private static final Duration AT_LONGEST = Duration.ofMinutes(3);

    /** Messages may come out of the order of their stamps, but not by so much. */
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(1);

    /** What is told in its order is not dated later than its stamp says by more; else the engine's clock was set back. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private record DealtWith(Set<String> last, Instant at, @Nullable Instant dated) {
        /** Whether the engine's clock was set back after these: the message is older by that clock, and later in our own time. */
        boolean wasSetBackBefore(EngineMessage message) {
            return dated != null && message.at().isAfter(dated) && Duration.between(message.stamp(), at)
                    .plus(Duration.between(dated, message.at()))
                    .compareTo(LATE) > 0;
        }
    }

    private final WatchStore store;
    private final Inventory inventory;
    private final Timers timers;
    private final Watermark watermark = new Watermark();
    private final Map<String, Memory> kept = new HashMap<>();
    private final Map<String, DealtWith> dealtWith = new HashMap<>();
    private Optional<EngineMessage> marked = Optional.empty();
    private Optional<StreamMarker> recalled = Optional.empty();
    private Optional<String> compared = Optional.empty();
    private Optional<OutOfSight> outOfSight = Optional.empty();

    Remembrance(WatchStore store, Inventory inventory, Timers timers) {
        this.store = store;
        this.inventory = inventory;
        this.timers = timers;
        markLater();
    }

    /** Fills the inventory from the journal, with nothing of the future; an unreadable journal leaves it empty. */
    Future<Void> recall(Instant now) {
        return store.memories()
                .map(rows -> rows.stream().map(memory -> memory.asOf(now)).toList())
                .map(memories -> {
                    memories.forEach(this::recalled);
                    inventory.restore(memories);
                    return (Void) null;
                })
                .compose(restored -> store.marker())
                .map(marker -> {
                    recalled = marker;
                    return (Void) null;
                })
                .compose(marked -> store.engine())
                .map(engine -> {
                    compared = engine;
                    return (Void) null;
                })
                .compose(known -> store.outOfSight())
                .map(lost -> {
                    outOfSight = lost;
                    return (Void) null;
                })
                .otherwiseEmpty();
    }

    private void recalled(Memory memory) {
        kept.put(memory.container().id(), memory);
        if (memory.dealtAt() != null) {
            dealtWith.put(memory.container().id(), new DealtWith(Set.copyOf(memory.dealtWith()),
                    memory.dealtAt(), memory.dealtDated()));
        }
    }

    /**
     * Whether a message that is replayed was dealt with before our restart, and what came of it is in the journal. Another
     * container's message may have kept the stream's mark behind it.
     *
     * @param continuous whether what is replayed begins at that mark: only then it is dated so that it can be compared
     */
    boolean dealtWithBefore(EngineMessage message, boolean continuous) {
        DealtWith before = message.replayed() ? dealtWith.get(message.id()) : null;
        return before != null && (before.last().contains(StreamMarker.of(message).identity())
                || (message.stamp().isBefore(before.at().minus(OUT_OF_ORDER))
                        && !(continuous && before.wasSetBackBefore(message))));
    }

    /** What is replayed from now on is of this life. */
    void beforeIsOver() {
        dealtWith.clear();
    }

    /** When the last message was that was dealt with, in our own time; empty when there never was one. */
    Optional<Instant> last() {
        return watermark.reached()
                .map(EngineMessage::at)
                .or(() -> recalled.map(marker -> Objects.requireNonNullElse(marker.dated(), marker.at())));
    }

    /** Whether the machine was restarted since we last compared the world. */
    Future<Boolean> restarted(String boot) {
        return store.boot().map(before -> before.isPresent() && !before.get().equals(boot));
    }

    /** Everything this engine has was compared and is kept, in this start of the machine. */
    Future<Void> compared(String engine, Optional<String> boot) {
        if (!knows(engine)) {
            compared = Optional.of(engine);
            store.saveEngine(engine).otherwiseEmpty();
        }
        return boot.map(start -> store.saveBoot(start).otherwiseEmpty()).orElseGet(Future::succeededFuture);
    }

    /** Since when it has been out of sight, also before our restart; empty while it is in sight. */
    Optional<OutOfSight> outOfSight() {
        return outOfSight;
    }

    /** Keeps that the engine has gone, or that we end while it is there; the first of these counts, until it is seen again. */
    Future<Void> lost(OutOfSight now) {
        Optional<OutOfSight> next = Optional.of(outOfSight.map(before -> before.and(now)).orElse(now));
        if (next.equals(outOfSight)) {
            return Future.succeededFuture();
        }
        outOfSight = next;
        return store.saveOutOfSight(next).otherwiseEmpty();
    }

    /** The engine is in sight, and all it has was compared. */
    Future<Void> inSight() {
        if (outOfSight.isEmpty()) {
            return Future.succeededFuture();
        }
        outOfSight = Optional.empty();
        return store.saveOutOfSight(outOfSight).otherwiseEmpty();
    }

    /** Whether it is this engine that was compared last, before our restart too. */
    boolean knows(String engine) {
        return compared.map(engine::equals).orElse(false);
    }

    /** Takes note of a message that is being dealt with; run the result when that is done. */
    Runnable opened(EngineMessage message) {
        return watermark.opened(message);
    }

    /** Keeps what changed about the container, or forgets one that is gone. */
    Future<Void> keep(Tracker tracker) {
        String id = tracker.container().id();
        if (tracker.isGone()) {
            inventory.drop(id);
            dealtWith.remove(id);
            return kept.remove(id) == null ? Future.succeededFuture() : store.forget(id, marker()).otherwiseEmpty();
        }
        Memory memory = tracker.memory();
        if (memory.equals(kept.put(id, memory))) {
            return Future.succeededFuture();
        }
        return store.save(id, memory, marker()).recover(notWritten -> {
            kept.remove(id, memory);
            return Future.succeededFuture();
        });
    }

    /**
     * Keeps how an act of ours goes on, so that what it causes is still known for ours after a restart of ours. Its
     * beginning is in the journal already, with its intent.
     */
    Future<Void> keep(OwnAct act) {
        return act.phase() == OwnAct.Phase.BEGINS
                ? Future.succeededFuture()
                : store.saveAct(act).otherwiseEmpty();
    }

    /**
     * The acts whose messages may still come. One whose end was not written, because we ended first, is taken to be
     * over when the engine must have been done with it.
     */
    Future<List<OwnAct>> acts(Instant now) {
        return store.acts(now.minus(ACTS_OF), now).map(acts -> {
            List<OwnAct> bounded = new ArrayList<>();
            for (OwnAct act : acts) {
                bounded.add(act);
                if (act.phase() == OwnAct.Phase.BEGINS) {
                    bounded.add(act.ended(act.at().plus(AT_LONGEST)));
                }
            }
            return List.copyOf(bounded);
        }).otherwise(List.of());
    }

    private Optional<StreamMarker> marker() {
        marked = watermark.reached();
        return marked.map(StreamMarker::of);
    }

    private void markLater() {
        timers.after(MARK_EVERY, () -> {
            if (!watermark.reached().equals(marked)) {
                store.saveMarker(marker()).otherwiseEmpty();
            }
            markLater();
        });
    }
}

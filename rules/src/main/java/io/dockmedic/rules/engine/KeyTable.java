package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.RulesEvent;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.rule.Rule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one rule remembers of each key, with the next deadline of each. Bounded, by itself and with all others. For one thread. */
final class KeyTable {
    /** Of one key. */
    private static final class Remembered extends Deadlines.Place {
        private KeyState state = KeyState.EMPTY;
        /** Of its evidence, as far as it was added to that of all. */
        private int weight;

        Remembered(KeyId id) {
            super(id);
        }

        void set(KeyState next, EvidenceRoom room) {
            state = next;
            weigh(room);
        }

        void weigh(EvidenceRoom room) {
            int now = state.evidence().weight();
            room.add(now - weight);
            weight = now;
        }

        KeyState state() {
            return state;
        }
    }

    static final int MOST = 10_000;

    /** Of a rule about the room for keys itself: it has these when there is none. */
    private static final int SPARE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(KeyTable.class);

    private final HashMap<String, Remembered> keys = new HashMap<>();
    private final Deadlines deadlines;
    private final KeyRoom room;
    private final String rule;
    private final String temporal;
    private final Operated<?> operator;
    private final boolean aboutRoom;
    /** The one that was looked up last: with each event it is asked for again and again. */
    private @Nullable Remembered last;
    /** When the newest fault of any key happened, of those that are forgotten too. */
    private Instant newest = Instant.MIN;

    /** @param room what all rules share */
    KeyTable(Rule rule, Deadlines deadlines, KeyRoom room) {
        this.rule = rule.name();
        this.temporal = rule.temporal();
        this.operator = Operated.of(rule.operator());
        this.aboutRoom = rule.trigger().kinds().equals(Set.of(RulesEvent.Room.KIND));
        this.deadlines = deadlines;
        this.room = room;
    }

    int size() {
        return keys.size();
    }

    /** Whether a fault of some key may have happened after that; what is older than it is old news then. */
    boolean hasFaultAfter(Instant at) {
        return newest.isAfter(at);
    }

    /** Whether there is room for one more key; that there is none is counted. */
    boolean admits() {
        boolean admits = aboutRoom ? keys.size() < SPARE : (keys.size() < MOST && !room.isFull());
        if (!admits) {
            room.refused();
        }
        return admits;
    }

    @Nullable
    KeyState get(String key) {
        Remembered one = find(key);
        return one == null || !readable(key, one) ? null : one.state;
    }

    /** The same of one that is due; null when it is not here. */
    @Nullable
    KeyState get(Deadlines.Place due) {
        if (due instanceof Remembered one && keys.get(one.id().key()) == one) {
            last = one;
            return readable(one.id().key(), one) ? one.state : null;
        }
        return null;
    }

    private @Nullable Remembered find(String key) {
        Remembered before = last;
        if (before != null && before.id().key().equals(key)) {
            return before;
        }
        Remembered one = keys.get(key);
        last = one;
        return one;
    }

    private @Nullable Remembered remove(String key) {
        last = null;
        Remembered gone = keys.remove(key);
        if (gone != null) {
            forget(gone);
        }
        return gone;
    }

    /** Whether its evidence makes sense; a key of which it does not is forgotten. */
    private boolean readable(String key, Remembered one) {
        try {
            if (one.state.evidence().check()) {
                one.weigh(room.evidence());
            }
            return true;
        } catch (Evidence.UnreadableException e) {
            LOG.atWarn()
                    .addKeyValue("rule", rule)
                    .addKeyValue("key", key)
                    .addKeyValue("reason", e.getMessage())
                    .log("State of a key cannot be read and is dropped");
            remove(key);
            return false;
        }
    }

    /** What is remembered of each key now. */
    Map<String, KeyState> all() {
        Map<String, KeyState> all = HashMap.newHashMap(keys.size());
        for (String key : List.copyOf(keys.keySet())) {
            KeyState state = get(key);
            if (state != null) {
                all.put(key, state);
            }
        }
        return all;
    }

    /** What is remembered, of whatever key. */
    Stream<KeyState> states() {
        return keys.values().stream().map(Remembered::state);
    }

    /** Those of whose evidence more events are kept than that; without an incident where the last alone is to stay. */
    Stream<EvidenceRoom.Heavy> heavier(int than) {
        return List.copyOf(keys.values())
                .stream()
                .filter(one -> one.state.evidence().isMoreThan(than)
                        && (than > Evidence.LAST || one.state.incident() == null))
                .map(one -> new EvidenceRoom.Heavy(this, one.id().key(), one.state.lastFault()));
    }

    /**
     * Leaves some of the key's evidence out, and says whether there was more than should stay. What is written down is not written anew because of that, only with what happens next.
     *
     * @param to {@link Evidence#ENDS} or {@link Evidence#LAST}
     */
    boolean thin(String key, int to) {
        Remembered one = find(key);
        if (one == null || !readable(key, one) || !one.state.evidence().isMoreThan(to)) {
            return false;
        }
        KeyState before = one.state;
        Evidence evidence = before.evidence().thinned(to);
        Incident incident = before.incident();
        one.set(before.with(before.operator(), evidence,
                incident == null ? null : IncidentFactory.thinned(incident, evidence)),
                room.evidence());
        return true;
    }

    /** Remembers {@code state}, or forgets the key when there is nothing to remember; to be written down. */
    void put(String key, KeyState state, Outcome.Builder out) {
        if (state.isEmpty()) {
            Remembered gone = remove(key);
            out.state(gone == null ? id(key) : gone.id(), Optional.empty());
        } else {
            out.state(take(key, state), Optional.of(state));
        }
    }

    /** Remembers what is written down already. */
    KeyId take(String key, KeyState state) {
        Remembered known = find(key);
        return take(known == null ? begin(id(key)) : known, state);
    }

    /** The same of a key that has a name already. */
    void take(KeyId id, KeyState state) {
        Remembered known = find(id.key());
        take(known == null ? begin(id) : known, state);
    }

    private Remembered begin(KeyId id) {
        Remembered one = new Remembered(id);
        last = one;
        keys.put(id.key(), one);
        room.take();
        return one;
    }

    private KeyId take(Remembered one, KeyState state) {
        one.set(state, room.evidence());
        saw(state);
        deadlines.set(one, state.deadline(operator.deadline(state)));
        return one.id();
    }

    /** Remembers of a known key what is not worth writing down, and changes no deadline. */
    void note(String key, KeyState state) {
        Objects.requireNonNull(find(key)).set(state, room.evidence());
        saw(state);
    }

    private void saw(KeyState state) {
        if (state.lastFault() != null && state.lastFault().isAfter(newest)) {
            newest = state.lastFault();
        }
    }

    /** Forgets all of them, and hands over each. */
    void clear(Outcome.Builder out, BiConsumer<String, KeyState> each) {
        keys.forEach((key, one) -> {
            each.accept(key, one.state);
            out.state(one.id(), Optional.empty());
            forget(one);
        });
        last = null;
        keys.clear();
    }

    private void forget(Remembered gone) {
        deadlines.set(gone, null);
        gone.set(KeyState.EMPTY, room.evidence());
        room.free();
    }

    private KeyId id(String key) {
        return new KeyId(rule, temporal, key);
    }
}

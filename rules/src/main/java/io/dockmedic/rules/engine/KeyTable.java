package io.dockmedic.rules.engine;

import io.dockmedic.rules.rule.Rule;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one rule remembers of each key, with the next deadline of each. Bounded, by itself and with all others. For one thread. */
final class KeyTable {
    static final int MOST = 10_000;

    private final Map<String, KeyState> keys = new HashMap<>();
    private final Deadlines deadlines;
    private final KeyRoom room;
    private final String rule;
    private final String temporal;
    private final Operated<?> operator;

    /** @param room what all rules share */
    KeyTable(Rule rule, Deadlines deadlines, KeyRoom room) {
        this.rule = rule.name();
        this.temporal = rule.temporal();
        this.operator = Operated.of(rule.operator());
        this.deadlines = deadlines;
        this.room = room;
    }

    int size() {
        return keys.size();
    }

    /** Whether there is room for one more key; that there is none is counted. */
    boolean admits() {
        boolean admits = keys.size() < MOST && !room.isFull();
        if (!admits) {
            room.refused();
        }
        return admits;
    }

    @Nullable
    KeyState get(String key) {
        return keys.get(key);
    }

    /** What is remembered of each key. */
    Map<String, KeyState> all() {
        return Collections.unmodifiableMap(keys);
    }

    /** Remembers {@code state}, or forgets the key when there is nothing to remember; to be written down. */
    void put(String key, KeyState state, Outcome.Builder out) {
        KeyId id = id(key);
        if (state.isEmpty()) {
            if (keys.remove(key) != null) {
                room.free();
            }
            deadlines.set(id, null);
            out.state(id, Optional.empty());
        } else {
            take(id, state);
            out.state(id, Optional.of(state));
        }
    }

    /** Remembers what is written down already. */
    void take(String key, KeyState state) {
        take(id(key), state);
    }

    private void take(KeyId id, KeyState state) {
        if (keys.put(id.key(), state) == null) {
            room.take();
        }
        deadlines.set(id, state.deadline(operator.deadline(state)));
    }

    /** Remembers what is not worth writing down, and changes no deadline. */
    void note(String key, KeyState state) {
        keys.put(key, state);
    }

    /** Nothing is due for the key. */
    void noDeadline(String key) {
        deadlines.set(id(key), null);
    }

    /** Forgets all of them, and hands over each. */
    void clear(Outcome.Builder out, BiConsumer<String, KeyState> each) {
        keys.forEach((key, state) -> {
            each.accept(key, state);
            deadlines.set(id(key), null);
            out.state(id(key), Optional.empty());
            room.free();
        });
        keys.clear();
    }

    private KeyId id(String key) {
        return new KeyId(rule, temporal, key);
    }
}

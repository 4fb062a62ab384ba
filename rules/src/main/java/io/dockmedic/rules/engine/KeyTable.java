package io.dockmedic.rules.engine;

import io.dockmedic.rules.rule.Rule;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one rule remembers of each key, with the next deadline of each. Bounded. For one thread. */
final class KeyTable {
    static final int MOST = 10_000;

    private final Map<String, KeyState> keys = new HashMap<>();
    private final Deadlines deadlines;
    private final String rule;
    private final String temporal;
    private final Operated<?> operator;

    KeyTable(Rule rule, Deadlines deadlines) {
        this.rule = rule.name();
        this.temporal = rule.temporal();
        this.operator = Operated.of(rule.operator());
        this.deadlines = deadlines;
    }

    int size() {
        return keys.size();
    }

    boolean isFull() {
        return keys.size() >= MOST;
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
            keys.remove(key);
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
        keys.put(id.key(), state);
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
        });
        keys.clear();
    }

    private KeyId id(String key) {
        return new KeyId(rule, temporal, key);
    }
}

package io.dockmedic.collectors.base.redact;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Takes what looks like a secret out of JSON: every text and number under a name that says that it is one, however
 * deep, and what looks like one in all other texts. Names stay. The same come again and again, so it is remembered in
 * which nothing was found, and of long texts, for as long as somebody else keeps them, what came of it: to look at a
 * mebibyte takes half a second. Safe for use by several threads.
 */
public final class JsonRedactor {
    /** One that cuts nothing, with what it remembers shared by all who show the same. */
    public static final JsonRedactor WHOLE = new JsonRedactor(new Redactor()::text);

    private static final int MOST = 2_000;
    /** In characters, from which on it is kept by who showed it and not here. */
    private static final int LONG = 300;
    private static final SoftReference<String> SAME = new SoftReference<>("");

    private final Redactor redactor = new Redactor();
    private final UnaryOperator<String> texts;
    private final Set<String> harmlessNames = ConcurrentHashMap.newKeySet();
    private final Set<String> harmlessTexts = ConcurrentHashMap.newKeySet();
    private final Map<String, SoftReference<String>> longTexts = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param texts a text without what looks like a secret; it may be cut */
    public JsonRedactor(UnaryOperator<String> texts) {
        this.texts = texts;
    }

    /** A copy without secrets. */
    public JsonObject of(JsonObject object) {
        return of(object, false);
    }

    /** A text that belongs to no name. */
    public String of(String text) {
        if (text.length() > LONG) {
            return ofLong(text);
        }
        if (harmlessTexts.contains(text)) {
            return text;
        }
        String clean = texts.apply(text);
        if (clean.equals(text)) {
            remember(text, harmlessTexts);
        }
        return clean;
    }

    private String ofLong(String text) {
        SoftReference<String> known = longTexts.get(text);
        if (known != null) {
            String before = known.equals(SAME) ? text : known.get();
            if (before != null) {
                return before;
            }
        }
        String clean = texts.apply(text);
        boolean same = clean.equals(text);
        longTexts.put(text, same ? SAME : new SoftReference<>(clean));
        return same ? text : clean;
    }

    private JsonObject of(JsonObject object, boolean secret) {
        JsonObject clean = new JsonObject();
        for (Map.Entry<String, Object> entry : object) {
            Object value = entry.getValue();
            clean.put(entry.getKey(), value == null ? null : of(value, secret || isSecret(entry.getKey())));
        }
        return clean;
    }

    private Object of(Object value, boolean secret) {
        return switch (value) {
            case JsonObject object -> of(object, secret);
            case JsonArray array -> {
                JsonArray clean = new JsonArray();
                array.forEach(item -> clean.add(item == null ? null : of(item, secret)));
                yield clean;
            }
            case String text -> secret && !text.isBlank() ? Redactor.REDACTED : of(text);
            default -> secret && value instanceof Number ? Redactor.REDACTED : value;
        };
    }

    private boolean isSecret(String name) {
        if (harmlessNames.contains(name)) {
            return false;
        }
        boolean secret = redactor.isSecret(name);
        if (!secret) {
            remember(name, harmlessNames);
        }
        return secret;
    }

    private static void remember(String one, Set<String> harmless) {
        if (one.length() <= LONG) {
            if (harmless.size() >= MOST) {
                harmless.clear();
            }
            harmless.add(one);
        }
    }
}

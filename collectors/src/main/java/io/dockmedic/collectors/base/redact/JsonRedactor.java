package io.dockmedic.collectors.base.redact;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Takes what looks like a secret out of JSON: every text and number under a name that says that it is one, however
 * deep, and what looks like one in all other texts. Names stay. The same come again and again, so it is remembered in
 * which nothing was found; what looks like a secret is never remembered. Safe for use by several threads.
 */
public final class JsonRedactor {
    private static final int MOST = 2_000;
    /** Longer ones are not remembered. */
    private static final int LONG = 300;

    private final Redactor redactor = new Redactor();
    private final UnaryOperator<String> texts;
    private final Set<String> harmlessNames = ConcurrentHashMap.newKeySet();
    private final Set<String> harmlessTexts = ConcurrentHashMap.newKeySet();

    /** One that cuts nothing. */
    public JsonRedactor() {
        this(new Redactor()::text);
    }

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
        if (harmlessTexts.contains(text)) {
            return text;
        }
        String clean = texts.apply(text);
        if (clean.equals(text)) {
            remember(text, harmlessTexts);
        }
        return clean;
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

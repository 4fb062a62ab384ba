package io.dockmedic.api.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message} and {@code stack}, then the keys of
 * the happening. A key named like one of these, or like one before it, is written with {@code _} after it.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private static final Set<String> OURS = Set.of("time", "level", "logger", "message", "stack");

    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.setContext(getContext());
        stack.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Instant at = event.getInstant() == null ? Instant.ofEpochMilli(event.getTimeStamp()) : event.getInstant();
        JsonObject line = new JsonObject()
                .put("time", at.toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("message", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                Object value = pair.value instanceof Number || pair.value instanceof Boolean
                        ? pair.value
                        : String.valueOf(pair.value);
                line.put(free(pair.key, line), value);
            }
        }
        if (event.getThrowableProxy() != null) {
            line.put("stack", stack.convert(event));
        }
        return line.encode() + "\n";
    }

    private static String free(String key, JsonObject line) {
        String name = key;
        while (OURS.contains(name) || line.containsKey(name)) {
            name += "_";
        }
        return name;
    }
}

package io.dockmedic.api.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * One line for a person: {@code 12:01:02.345 WARN  Restarting the container  container=web attempt=1}. What came from
 * outside cannot begin a line of its own: control characters are written as escapes.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

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
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(at.atZone(ZoneId.systemDefault())))
                .append(String.format(" %-5s ", event.getLevel()))
                .append(escaped(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null && !pairs.isEmpty()) {
            line.append(' ');
            pairs.forEach(
                    pair -> line.append(' ').append(pair.key).append('=').append(quoted(String.valueOf(pair.value))));
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            stack.convert(event).lines().forEach(each -> line.append("    ").append(escaped(each)).append('\n'));
        }
        return line.toString();
    }

    private static String quoted(String value) {
        String safe = escaped(value);
        return safe.isEmpty() || safe.indexOf(' ') >= 0 || safe.indexOf('"') >= 0
                ? '"' + safe.replace("\"", "\\\"") + '"'
                : safe;
    }

    private static String escaped(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            if (c == '\n') {
                safe.append("\\n");
            } else if (Character.isISOControl(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }
}

package io.dockmedic.api.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What one class says in the log, as long as it is listened to. */
final class Heard extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;

    Heard(Class<?> whom) {
        logger = (Logger) LoggerFactory.getLogger(whom);
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        start();
        logger.addAppender(this);
    }

    /** Each with its values behind it. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent said) {
        lines.add(said.getFormattedMessage() + Objects.requireNonNullElse(said.getKeyValuePairs(), List.of())
                .stream()
                .map(pair -> " " + pair)
                .collect(Collectors.joining())
                .replace("\"", ""));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}

package io.dockmedic.rules;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What the rules log from now on, one line each: the message, then the keys with their values. */
public final class Logged implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.dockmedic.rules");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public Logged() {
        appender.start();
        logger.addAppender(appender);
    }

    public List<String> lines() {
        return appender.list.stream().map(Logged::line).toList();
    }

    private static String line(ILoggingEvent event) {
        return event.getKeyValuePairs() == null
                ? event.getFormattedMessage()
                : event.getFormattedMessage() + event.getKeyValuePairs()
                        .stream()
                        .map(pair -> " " + pair.key + "=" + pair.value)
                        .collect(Collectors.joining());
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }
}

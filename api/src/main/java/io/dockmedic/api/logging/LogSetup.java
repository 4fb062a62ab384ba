package io.dockmedic.api.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.dockmedic.api.config.Logs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets up logging to standard error. */
public final class LogSetup {
    /** At DEBUG these print whole inspect bodies, with the secrets in them; or are of no use to an owner. */
    private static final List<String> QUIET = List.of("org.apache.hc.client5.http", "com.github.dockerjava",
            "io.netty", "org.apache.kafka");
    /** What they say at every try is said by us, once. */
    private static final List<String> SILENT = List.of("org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.consumer.internals", "org.apache.kafka.clients.producer.internals");
    /** Says who changed what; that is told at any level. */
    private static final String TRAIL = "io.dockmedic.api.http.Trail";

    private LogSetup() {}

    /** Replaces whatever was set up before. */
    public static void apply(Logs logs) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            apply(context, logs);
        }
    }

    static void apply(LoggerContext context, Logs logs) {
        context.reset();
        LayoutBase<ILoggingEvent> layout = logs.format() == Logs.Format.JSON ? new JsonLayout() : new TextLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(logs.level().name()));
        root.addAppender(appender);
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        SILENT.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        context.getLogger(TRAIL).setLevel(Level.INFO);
    }
}

package io.dockmedic.api.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.dockmedic.api.config.Logs;
import org.slf4j.event.Level;

/** Logging until the configuration is read, and for commands that read none: warnings, as text. Found by logback. */
public final class InitialLogging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogSetup.apply(context, new Logs(Logs.Format.TEXT, Level.WARN));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}

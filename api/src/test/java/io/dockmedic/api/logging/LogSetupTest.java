package io.dockmedic.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.read.ListAppender;
import io.dockmedic.api.config.Logs;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LogSetupTest {
    @Test
    void aLineForAPersonHasItsKeysAndCannotBeForged() {
        String line = logged(new TextLayout(), log -> log.atWarn()
                .addKeyValue("container", "web")
                .addKeyValue("reason", "said \"no\"\n00:00:00.000 INFO  all is well")
                .log("Seen"));

        assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Seen  container=web "
                + "reason=\"said \\\\\"no\\\\\"\\\\n00:00:00\\.000 INFO  all is well\"\n");
    }

    @Test
    void noLineOfAStackLooksLikeOneOfOurs() {
        String text = logged(new TextLayout(), log -> log.atError()
                .setCause(new IllegalStateException("said\n00:00:00.000 INFO  all is well\u001b[2J"))
                .log("Failed"));

        assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("    ")).isNotEmpty();
        assertThat(text).doesNotContain("\u001b");
    }

    @Test
    void aLineForAMachineIsOneObject() {
        String line = logged(new JsonLayout(), log -> log.atError()
                .setCause(new IllegalStateException("broken"))
                .addKeyValue("attempt", 2)
                .log("Failed\nbadly"));

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        JsonObject json = new JsonObject(line);
        assertThat(json.getString("level")).isEqualTo("ERROR");
        assertThat(json.getString("logger")).isEqualTo("test");
        assertThat(json.getString("message")).isEqualTo("Failed\nbadly");
        assertThat(json.getInteger("attempt")).isEqualTo(2);
        assertThat(json.getString("stack")).contains("IllegalStateException: broken");
        assertThat(json.getInstant("time")).isNotNull();
    }

    @Test
    void noKeyOfAHappeningTakesThePlaceOfAField() {
        JsonObject json = new JsonObject(logged(new JsonLayout(), log -> log.atWarn()
                .setCause(new IllegalStateException("broken"))
                .addKeyValue("message", "what the person is told")
                .addKeyValue("level", 3)
                .addKeyValue("stack", "shop")
                .addKeyValue("service", "a")
                .addKeyValue("service", "b")
                .log("Escalated")));

        assertThat(json.getString("message")).isEqualTo("Escalated");
        assertThat(json.getString("message_")).isEqualTo("what the person is told");
        assertThat(json.getString("level")).isEqualTo("WARN");
        assertThat(json.getInteger("level_")).isEqualTo(3);
        assertThat(json.getString("stack")).contains("IllegalStateException: broken");
        assertThat(json.getString("stack_")).isEqualTo("shop");
        assertThat(json.getString("service")).isEqualTo("a");
        assertThat(json.getString("service_")).isEqualTo("b");
    }

    @Test
    void whatCouldLogSecretsIsHeldAtWarn() {
        LoggerContext context = new LoggerContext();
        LogSetup.apply(context, new Logs(Logs.Format.TEXT, Level.TRACE));

        assertThat(context.getLogger("org.apache.hc.client5.http.wire").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("com.github.dockerjava.core").isDebugEnabled()).isFalse();
        assertThat(context.getLogger("io.dockmedic").isTraceEnabled()).isTrue();
        context.stop();
    }

    @Test
    void whoChangedWhatIsToldAtAnyLevel() throws Exception {
        LoggerContext context = new LoggerContext();
        LogSetup.apply(context, new Logs(Logs.Format.TEXT, Level.ERROR));

        assertThat(context.getLogger(Class.forName("io.dockmedic.api.http.Trail")).isInfoEnabled()).isTrue();
        assertThat(context.getLogger("io.dockmedic.api.http").isWarnEnabled()).isFalse();
        context.stop();
    }

    private static String logged(LayoutBase<ILoggingEvent> layout, Consumer<Logger> happening) {
        LoggerContext context = new LoggerContext();
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        context.getLogger("test").addAppender(events);
        layout.setContext(context);
        layout.start();
        happening.accept(context.getLogger("test"));
        context.stop();
        return layout.doLayout(events.list.getFirst());
    }
}

package io.dockmedic.remediation.desk;

import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.question.Question.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Makes known what people are asked, and how that ended: logs it, and counts it. */
final class Tidings {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final MeterRegistry meters;

    Tidings(MeterRegistry meters) {
        this.meters = meters;
    }

    void asked(Question question) {
        about(LOG.atWarn(), question)
                .addKeyValue("rule", question.about().rule())
                .addKeyValue("incident", question.incident())
                .log("a person has to approve {} of {}: dockmedic approve {}, or reject", question.about().action(),
                        question.about().service(), question.id());
    }

    void notWritten(Question question, Throwable why) {
        LOG.atWarn()
                .addKeyValue("id", question.id())
                .log("the question could not be written down and is not asked: {}", why.getMessage());
    }

    void answered(Question question) {
        about(LOG.atInfo(), question)
                .addKeyValue("by", question.by())
                .addKeyValue("reason", question.reason())
                .log("{} of {} is {}", question.about().action(), question.about().service(), question.state().word());
        count(question.state());
    }

    void ended(Question question) {
        about(LOG.atInfo(), question)
                .log("{} of {}: {}", question.about().action(), question.about().service(), question.outcome());
        count(question.state());
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, Question question) {
        return line.addKeyValue("id", question.id())
                .addKeyValue("service", question.about().service())
                .addKeyValue("action", question.about().action());
    }

    private void count(State how) {
        Counter.builder("dockmedic.approvals")
                .description("Questions to people, by how they ended")
                .tags("answer", how.word())
                .register(meters)
                .increment();
    }
}

package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What others were not told is logged, in words. */
class NewsTest {
    private static final RemedyPlan PROVEN_BY_ITS_END = new RemedyPlan(List.of(
            new Step("restart", Map.of(), Samples.seconds(0, 5),
                    new Step.Verify(Step.State.OVER, Duration.ofSeconds(5), Duration.ofSeconds(30)))));

    @TempDir
    Path dir;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.dockmedic.remediation");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        hospital.close();
    }

    /** Of an incident for which something is done. */
    private List<String> warnings() {
        hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), PROVEN_BY_ITS_END);
        hospital.pass(1);
        assertThat(hospital.engine.restarts).hasSize(1);
        return log.list.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void whatOthersWereNotToldIsLoggedInWords() {
        hospital.deaf = true;
        assertThat(warnings())
                .anySatisfy(line -> assertThat(line).contains("the rules were not told that something is done",
                        "does not listen", "rule=\"ContainerExited\""))
                .anySatisfy(line -> assertThat(line).contains("not everybody was told how a remedy stands now",
                        "does not listen", "incident=\"i1\"", "state=\"verifying\""));
    }

    @Test
    void whatTheyWereToldIsNot() {
        assertThat(warnings()).noneMatch(line -> line.contains("told"));
    }
}

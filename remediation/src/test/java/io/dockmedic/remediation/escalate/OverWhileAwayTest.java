package io.dockmedic.remediation.escalate;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.resolved;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person was told of an incident before Dockmedic was restarted: that it is over they hear too. */
class OverWhileAwayTest {
    private static final int TIDIED = 11 * 60;

    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final Receiving pager = new Receiving(vertx, number -> 200);

    @AfterEach
    void close() {
        pager.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatEndedBeforeThatCouldBeSaidIsSaidLater() {
        told((first, incident) -> first.written(resolved(incident, first.time.now())), second -> {
            second.later(TIDIED);
            second.until(() -> pager.keys().contains("i1/resolved"));
            assertThat(second.count("remediation_ladders WHERE ended = 1")).isEqualTo(1);
            second.later(TIDIED);
            second.later(TIDIED);
            assertThat(pager.keys()).containsExactly("i1/1", "i1/resolved");
        });
    }

    @Test
    void whatStillFiresIsNotOverThoughItsRuleAsksForNothingAnyMore() {
        Incident[] left = new Incident[1];
        told((first, incident) -> {
            left[0] = incident;
            first.written(incident);
        }, second -> {
            second.incident(RESTORED, left[0], RemedyPlan.NONE);
            second.later(TIDIED);
            assertThat(pager.keys()).containsExactly("i1/1");
            second.incident(RESOLVED, resolved(left[0], second.time.now()), RemedyPlan.NONE);
            second.until(() -> pager.keys().contains("i1/resolved"));
        });
    }

    @Test
    void aRuleThatAsksForARemedyAgainGoesOnWhereItWas() {
        Incident[] left = new Incident[1];
        told((first, incident) -> left[0] = incident, second -> {
            second.incident(RESTORED, left[0], RemedyPlan.NONE);
            second.incident(AGAIN, left[0], RESTART_THEN_TELL);
            second.pass(30);
            assertThat(pager.keys()).containsExactly("i1/1");
        });
    }

    private void told(BiConsumer<Hospital, Incident> end, Consumer<Hospital> second) {
        Path file = dir.resolve("journal.db");
        RemediationSettings settings = new RemediationSettings("host", Policy.DEFAULT, List.of(pager.receiver("pager")),
                true, null);
        try (Hospital one = new Hospital(file, settings).settled()) {
            one.engine.there = false;
            Incident incident = incident("i1", "ContainerExited", crash(one.time.now()));
            one.incident(FIRED, incident, RESTART_THEN_TELL);
            one.pass(3);
            one.until(() -> pager.keys().contains("i1/1"));
            end.accept(one, incident);
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, settings, one.time.now().plusSeconds(1), one.engine)) {
                second.accept(two.settled());
            }
        }
    }
}

package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine ends at the call that puts back what was set for a time, and comes back: the setting is what it was before, or a person is
 * told, or it is owed still and put back when its time has come.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutBackUnderTroubleTest {
    private static final String LENT = "lent";
    private static final String RULE = Course.onAlert(LENT,
            "{action: limits, with: {memory: +1MiB, ceiling: 2GiB, calm: 10s}, verify: {running: 1s, within: 60s}}");
    /** One that runs for ten minutes loops no more. */
    private static final Duration CURED = Duration.ofMinutes(11);

    private Wing wing;
    private Duration ahead = Duration.ZERO;

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        wing = new Wing(home, RULE);
    }

    @AfterAll
    void close() throws IOException {
        wing.close();
    }

    @AfterEach
    void empty() {
        wing.empty();
    }

    @ParameterizedTest
    @EnumSource(value = Moment.class, names = {"BEFORE", "DURING"})
    void ofALimit(Moment moment) {
        isPutBack(LENT, moment, List.of(), "{{.HostConfig.Memory}}", () -> {});
    }

    @ParameterizedTest
    @EnumSource(value = Moment.class, names = {"BEFORE", "DURING"})
    void ofARestartPolicy(Moment moment) {
        isPutBack("ends", moment, List.of("--restart=always"), "{{.HostConfig.RestartPolicy.Name}}", this::cured);
    }

    private void cured() {
        wing.rig.program.kill();
        ahead = ahead.plus(CURED);
        wing.rig.clockAhead(ahead);
        wing.rig.started();
    }

    private void isPutBack(String kind, Moment moment, List<String> options, String setting, Runnable timeComes) {
        Rig rig = wing.rig;
        String bed = kind + "-" + moment.name().toLowerCase(Locale.ROOT);
        wing.clinic.ward().admit(bed, false, options);
        wing.clinic.seen(bed);
        String was = rig.inspect(bed, setting);
        String startsAt = Instant.now().plus(ahead).toString();
        wing.clinic.asking().begins(kind, bed, startsAt);
        JsonNode incident = wing.clinic.asking().settled(kind, startsAt);
        assertThat(incident.at("/remedy/state").asText()).as("%s", incident).isEqualTo("healed");
        assertThat(rig.inspect(bed, setting)).as("set for a time").isNotEqualTo(was);

        AtomicBoolean struck = new AtomicBoolean();
        rig.proxy.treatNext(SocketProxy.fitting("POST", "/update"), new Treatment.At(moment, () -> {
            wing.engine.terminate();
            struck.set(true);
        }));
        wing.clinic.asking().ends(kind, bed, startsAt);
        timeComes.run();
        rig.awaiting("struck", Asking.LIMIT, struck::get);
        wing.engine.startAgain();
        rig.awaiting("over, what was begun", Asking.LIMIT,
                () -> acts(bed, "outcome = 'open' OR ended IS NULL").isEmpty());
        rig.awaiting("as it was, told or owed still", Asking.LIMIT,
                () -> rig.inspect(bed, setting).equals(was) || isTold(bed) || !acts(bed, "owes = 1").isEmpty());
        if (!rig.inspect(bed, setting).equals(was) && !isTold(bed)) {
            if (!rig.running(bed)) {
                wing.engine.docker("start", bed).orFail();
            }
            cured();
            rig.awaiting("as it was, or told", Asking.LIMIT,
                    () -> rig.inspect(bed, setting).equals(was) || isTold(bed));
        }
        System.out.println(bed + ": " + rig.inspect(bed, setting) + ", was " + was + ", told " + isTold(bed) + ", acts "
                + acts(bed, "1 = 1"));
        rig.awaiting("owed no more", Asking.LIMIT, () -> acts(bed, "owes = 1").isEmpty());
        wing.clinic.ward().discharge(bed);
    }

    private List<String> acts(String bed, String which) {
        return wing.clinic
                .journal("SELECT action || ' ' || outcome || ' ' || detail FROM remediation_acts WHERE service = ?"
                        + " AND (" + which + ")", bed);
    }

    /** That it is not put back, and how a person does it. */
    private boolean isTold(String bed) {
        return wing.rig.pager.deliveries()
                .stream()
                .anyMatch(page -> page.kind().equals("kept") && page.body().toString().contains(bed));
    }
}

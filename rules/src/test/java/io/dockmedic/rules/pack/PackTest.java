package io.dockmedic.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.AuditEvent;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.ImageEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.StartFault;
import io.dockmedic.collectors.event.Vulnerability;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.exit.ExitCodes;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {
    /** Of the same moment DiskExhausted calls a person. */
    private static final String BESIDE_A_PAGE = "DiskExhaustedPrune";

    private final Happenings web = Happenings.of("web");
    private final RuleBench bench = new RuleBench(Pack.files());

    @Test
    void everyRuleLoadsAndWhatActsEndsWithAPerson() {
        assertThat(bench.engine().rules())
                .extracting(Rule::name)
                .containsExactly(
                        "ContainerExitedWithError", "ContainerCannotRun", "ContainerStartFailed",
                        "ContainerStartHeldUp", "ContainerKilledOom", "ContainerEndedAfterOom",
                        "ContainerCrashLoop", "ContainerKeepsDying",
                        "ContainerUnhealthy", "ContainerHealthCheckBroken", "ContainerRecovering",
                        "ContainerNeverHealthy",
                        "ContainerMadeNotStarted", "ContainerNetworkStale", "ContainerNetworkGone",
                        "ContainerOffNetwork", "ContainerNetworkBroken",
                        "ContainerHangsOnStop", "ContainerFlapping", "ContainerDiedUnknown",
                        "ContainerDownAfterEngineRestart",
                        "EngineUnreachable",
                        "ContainerProcessKilledOom", "ContainerProcessKilledOomUncounted", "ContainerMemoryNearLimit",
                        "ContainerMemoryFullSoon",
                        "ContainerThreadsExhausted",
                        "ContainerDescriptorsExhausted",
                        "ContainerThrottled", "ContainerMemoryPressure", "ContainerNoisyNeighbour",
                        "DiskNearlyFull", "DiskFullSoon", "DiskExhausted", "DiskExhaustedPrune", "InodesNearlyFull",
                        "DiskReadOnly",
                        "ContainerLogGrowing",
                        "HostOutOfMemory", "HostIoErrors", "HostBufferErrors", "HostFilesystemErrors", "HostTasksHang",
                        "ContainerGpuFault", "ContainerProcessGpuFault", "ContainerGpuFaultsAgainAndAgain",
                        "ContainerLostGpu", "ContainerGpuClosed",
                        "GpuApplicationFault",
                        "GpuFaultsRepeat", "GpuNeedsReset", "GpuNeedsReboot", "GpuNeedsReplacement",
                        "GpuNeedsInspection", "GpuStuck", "GpuUnreadable", "GpuSlowedDown", "GpuWorkHangs",
                        "GpuMemoryExhausted",
                        "GpuErrorsRise",
                        "GpuDriverMismatch",
                        "GpuDriverSilent", "GpuDriverMissing", "GpusMissing", "RiskySetup",
                        "BackupStale",
                        "ImageVulnerable", "RulesOutOfRoom");
        assertThat(bench.engine().rules())
                .filteredOn(rule -> !rule.plan().steps().isEmpty() && !rule.name().equals(BESIDE_A_PAGE))
                .allSatisfy(rule -> assertThat(rule.plan().steps().getLast().action()).isEqualTo("escalate"));
    }

    @Test
    void riskySettingsAreOneIncidentOfTheHostThatCallsNobody() {
        bench.happens(at -> audited(at, "web", "info", 0)).tells();
        bench.happens(at -> audited(at, "web", "critical", 1)).tells("0s FIRED RiskySetup h");
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "info")
                .containsEntry("route", "security");
        assertThat(bench.latest().incident().annotations().get("description")).contains("cap_add: [NET_ADMIN]");
        assertThat(bench.latest().plan().steps()).isEmpty();
        bench.happens(at -> audited(at, "db", "warning", 2)).happens(at -> audited(at, "web", "", 1));
        assertThat(bench.latest().what()).isNotEqualTo(IncidentChange.What.RESOLVED);
        bench.happens(at -> audited(at, "db", "info", 0));
        assertThat(bench.latest().what()).isEqualTo(IncidentChange.What.RESOLVED);
    }

    @Test
    void whatOnlyPendsDoesNotSayThatItsTimeHasPassed() {
        bench.happens(at -> new EngineEvent.Disconnected(at, "h", Origin.DOCKMEDIC, "stream_ended"))
                .tells("0s PENDING EngineUnreachable engine");
        assertThat(bench.latest().incident().annotations()).containsEntry("summary",
                "The Docker engine is out of reach: stream_ended");

        bench.after(9)
                .happens(at -> new EngineEvent.Connected(at, "h", Origin.DOCKMEDIC, "20.10", "1.41", true))
                .tells("9s RESOLVED EngineUnreachable engine");
        assertThat(bench.latest().incident().resolvedBy()).isEqualTo("over before the rule fired: engine 20.10 is in "
                + "sight (API 1.41); what happened before was compared, not seen");
    }

    @Test
    void aProbeThatPrintsNothingIsNotQuoted() {
        bench.happens(at -> unhealthy(at, "")).told();
        assertThat(bench.latest().incident().annotations()).containsEntry("description", "");
        bench.happens(at -> unhealthy(at, "connection refused"));
        assertThat(bench.latest().incident().annotations())
                .containsEntry("description", "The last probe printed: connection refused");

        bench.happens(at -> new ContainerEvent.Removed(at, "h", Origin.ENGINE, unhealthy(at, "").container()));
        assertThat(bench.latest().incident().resolvedBy()).isEqualTo("web is gone from the engine");
    }

    private static ContainerEvent.HealthChanged unhealthy(Instant at, String output) {
        return unhealthy(at, output, "busybox:1");
    }

    private static ContainerEvent.HealthChanged unhealthy(Instant at, String output, String image) {
        Container container = new Container("iweb", "web", image, Map.of(), new Service("", "web", ""), false);
        return new ContainerEvent.HealthChanged(at, "h", Origin.ENGINE, container, "unhealthy", 3, output);
    }

    private static AuditEvent.Found audited(Instant at, String name, String worst, int onHost) {
        Container container = new Container("i" + name, name, "busybox:1", Map.of(), new Service("", name, ""), false);
        return new AuditEvent.Found(at, "h", Origin.DOCKMEDIC, container, List.of("privileged"), worst,
                worst.isEmpty() ? 0 : 1, onHost,
                worst.isEmpty() ? List.of() : List.of("privileged: cap_add: [NET_ADMIN]"));
    }

    @Test
    void vulnerableImagesAreOneIncidentOfTheHostThatCallsNobody() {
        bench.happens(at -> vulnerable(at, "web:1", new SeverityCounts(0, 0, 9, 0, 0), 0)).tells();
        bench.happens(at -> vulnerable(at, "web:1", new SeverityCounts(0, 1, 9, 0, 0), 1))
                .tells("0s FIRED ImageVulnerable h");
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "info")
                .containsEntry("route", "security");
        assertThat(bench.latest().incident().annotations().get("description"))
                .contains("web:1 (shop/web/1): 0 critical, 1 high, 0 of 10 findings")
                .contains("CVE-1 in openssl 1 (high, fixed in 2)");
        assertThat(bench.latest().plan().steps()).isEmpty();
        bench.happens(at -> vulnerable(at, "db:1", new SeverityCounts(1, 0, 0, 0, 0), 2))
                .happens(at -> vulnerable(at, "web:1", SeverityCounts.NONE, 1));
        assertThat(bench.latest().what()).isNotEqualTo(IncidentChange.What.RESOLVED);
        bench.happens(at -> vulnerable(at, "db:1", SeverityCounts.NONE, 0));
        assertThat(bench.latest().what()).isEqualTo(IncidentChange.What.RESOLVED);
    }

    private static ImageEvent.Vulnerable vulnerable(Instant at, String image, SeverityCounts counts, int onHost) {
        return new ImageEvent.Vulnerable(at, "h", Origin.DOCKMEDIC, image, "sha256:1", List.of("shop/web/1"), counts, 0,
                counts, List.of(new Vulnerability("CVE-1", "openssl", "1", "2", "high", "", "")), onHost);
    }

    @Test
    void errorExitFiresAndIsOverWhenItRanFor30Seconds() {
        bench.happens(at -> web.died(at, 1)).tells("0s FIRED ContainerExitedWithError web");
        Incident incident = bench.latest().incident();
        assertThat(incident.labels()).containsEntry("severity", "warning").containsEntry("route", "owner");
        assertThat(incident.annotations())
                .containsEntry("summary", "web exited with 1: the program's general error")
                .hasEntrySatisfying("description", text -> assertThat(text).contains("ran for 1m30s"));
        Step restart = bench.latest().plan().steps().getFirst();
        assertThat(restart.attempts()).extracting(Duration::toSeconds).containsExactly(0L, 5L, 10L, 20L);
        assertThat(restart.verify())
                .isEqualTo(new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(10), Duration.ofSeconds(60)));

        bench.after(5).happens(web::started).after(29).tells();
        bench.after(1).tells("35s RESOLVED ContainerExitedWithError web");
        assertThat(bench.latest().incident().resolvedBy())
                .isEqualTo("held for long enough: the main process of a container was started");
    }

    @Test
    void errorExitThatComesBackIsTheSameIncident() {
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::started).after(10).told();
        bench.happens(at -> web.died(at, 1)).tells("11s AGAIN ContainerExitedWithError web");
        bench.after(60).tells();
        assertThat(bench.latest().incident().count()).isEqualTo(2);
    }

    @Test
    void anotherKindOfDeathWhileItRecoversKeepsItOpen() {
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::started).after(10).told();
        bench.happens(web::oomKilled).tells("11s FIRED ContainerKilledOom web");
        bench.after(120).tells();
    }

    @Test
    void deathThatWasAskedForIsNoFaultAndEndsTheIncident() {
        bench.happens(at -> web.died(at, 143, Intent.ASKED, false)).tells();
        bench.happens(at -> web.died(at, 1)).after(1).told();
        bench.happens(web::started).after(1).happens(at -> web.died(at, 143, Intent.ASKED, false));
        bench.tells("2s RESOLVED ContainerExitedWithError web");
    }

    @Test
    void ourOwnRestartDoesNotEndAnIncident() {
        bench.happens(at -> web.health(at, "unhealthy")).tells("0s FIRED ContainerUnhealthy web");
        bench.after(1).happens(at -> web.died(at, 143, Intent.ASKED, true)).happens(web::started).after(60).tells();
        bench.happens(at -> web.health(at, "healthy")).tells("61s RESOLVED ContainerUnhealthy web");
    }

    @Test
    void stopAndRemovalEndIncidents() {
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::stopped);
        bench.tells("0s FIRED ContainerExitedWithError web", "1s RESOLVED ContainerExitedWithError web");
        bench.after(1).happens(at -> web.died(at, 1)).after(1).happens(web::removed);
        bench.tells("2s FIRED ContainerExitedWithError web", "3s RESOLVED ContainerExitedWithError web");
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127})
    void whatCannotRunGoesToAPersonAtOnce(int exitCode) {
        bench.happens(at -> web.died(at, exitCode)).tells("0s FIRED ContainerCannotRun web");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("escalate");
    }

    @Test
    void whatCannotBeStartedGoesToAPersonAtOnceAndIsOverWhenItStarts() {
        bench.happens(at -> web.startFailed(at, StartFault.GPU, StartCause.ENGINE)).after(1).happens(web::started);
        bench.tells("0s FIRED ContainerStartFailed web", "1s RESOLVED ContainerStartFailed web");
        assertThat(bench.engine().rules())
                .filteredOn(rule -> rule.name().equals("ContainerStartFailed"))
                .allSatisfy(rule -> assertThat(rule.plan().steps()).extracting(Step::action)
                        .containsExactly("escalate"));
    }

    @Test
    void whatMayPassIsTriedAgainAndWhatComesOfItInItsPlaceIsToldInstead() {
        bench.happens(at -> web.startFailed(at, StartFault.MOUNT_BUSY, StartCause.ENGINE))
                .tells("0s FIRED ContainerStartHeldUp web");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("start", "escalate");
        bench.after(1).happens(at -> web.startFailed(at, StartFault.MOUNT_MISSING, StartCause.FOREIGN));
        bench.tells("1s FIRED ContainerStartFailed web", "1s RESOLVED ContainerStartHeldUp web");
    }

    @Test
    void aStartOfOurOwnHasAnIncidentAlreadyAndJobsMayFail() {
        bench.happens(at -> web.startFailed(at, StartFault.GPU, StartCause.OURS))
                .happens(at -> web.job().startFailed(at, StartFault.GPU, StartCause.FOREIGN))
                .tells();
    }

    @Test
    void aDeathThatTheEnginesStartFollowedInVainIsOneIncident() {
        bench.happens(at -> web.diedInPolicy(at, 137))
                .happens(at -> web.startFailed(at, StartFault.MOUNT_MISSING, StartCause.ENGINE))
                .tells("0s FIRED ContainerStartFailed web");
    }

    @Test
    void whatCannotRunIsToldWhileTheEngineStillTries() {
        bench.happens(at -> web.diedInPolicy(at, 127)).tells("0s FIRED ContainerCannotRun web");
    }

    @Test
    void theEnginesOwnRestartsGoFirst() {
        bench.happens(at -> web.diedInPolicy(at, 1)).after(60).tells();
    }

    @Test
    void oomKillIsGivenMoreElseRestartedOnceThenAPersonHearsAboutTheLimit() {
        bench.happens(web::oomKilled).tells("0s FIRED ContainerKilledOom web");
        List<Step> steps = bench.latest().plan().steps();
        assertThat(steps).extracting(Step::action).containsExactly("limits", "restart", "escalate");
        assertThat(steps).extracting(Step::attempts).allSatisfy(attempts -> assertThat(attempts).hasSize(1));
        assertThat(bench.latest().incident().annotations().get("description")).contains("raise the limit");
    }

    @Test
    void aCleanEndRightAfterAKillOfAChildIsToldOnceAndNotStarted() {
        bench.happens(web::oom).after(1).happens(at -> web.died(at, 0)).tells("1s FIRED ContainerEndedAfterOom web");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("limits", "escalate");
        bench.after(60).tells();
        bench.happens(web::started).after(120).tells("181s RESOLVED ContainerEndedAfterOom web");
    }

    /** Also where the engine says it after the death. */
    @Test
    void aKillThatTookTheMainProcessIsToldOnce() {
        bench.happens(web::oom).happens(web::oomKilled).happens(web::oom);
        bench.told();
        bench.after(120).tells("30s FIRED ContainerProcessKilledOomUncounted web");
        assertThat(bench.latest().incident().inhibitedBy()).isNotNull();
    }

    @Test
    void whatWasMadeAnewAndCouldNotBeStartedIsToldOnce() {
        bench.happens(web::made)
                .after(1)
                .happens(at -> web.startFailed(at, StartFault.PORT_ALLOCATED, StartCause.ENGINE))
                .tells("1s FIRED ContainerStartFailed web");
        bench.after(Duration.ofMinutes(6)).tells("300s FIRED ContainerMadeNotStarted web|" + "c0ffee".repeat(10));
        assertThat(bench.latest().incident().inhibitedBy()).isNotNull();
    }

    @Test
    void threeDeathsInTenMinutesAreALoopEvenUnderTheEnginesPolicy() {
        bench.happens(at -> web.diedInPolicy(at, 1)).after(60).happens(web::started);
        bench.after(60).happens(at -> web.diedInPolicy(at, 1)).after(60).happens(web::started).tells();
        bench.after(60).happens(at -> web.diedInPolicy(at, 1)).tells("240s FIRED ContainerCrashLoop web");
        assertThat(bench.latest().incident().annotations().get("summary")).startsWith("web died 3 times");
        assertThat(bench.latest().incident().evidence()).hasSize(3);
        assertThat(bench.latest().plan().steps()).extracting(Step::action)
                .containsExactly("rollback", "end-loop", "escalate");
        bench.after(1).happens(web::started).after(599).tells();
        bench.after(1).tells("841s RESOLVED ContainerCrashLoop web");
    }

    @Test
    void cleanEndsAreALoopOnlyWhenTheyComeAtOnce() {
        for (int end = 0; end < 3; end++) {
            bench.happens(at -> web.diedInPolicy(at, 0, Duration.ofSeconds(90))).after(91);
        }
        bench.tells();
        for (int end = 0; end < 3; end++) {
            bench.happens(at -> web.diedInPolicy(at, 0, Duration.ofSeconds(1))).after(2);
        }
        bench.tells("277s FIRED ContainerCrashLoop web");
    }

    @Test
    void deathsFarApartAreNoLoop() {
        for (int death = 0; death < 5; death++) {
            bench.happens(at -> web.diedInPolicy(at, 1)).after(301);
        }
        bench.tells();
    }

    @Test
    void lastDeathOfAnExhaustedPolicyFiresBothRules() {
        bench.happens(at -> web.diedInPolicy(at, 1)).after(2).happens(at -> web.diedInPolicy(at, 1)).after(2);
        bench.happens(at -> web.died(at, 1));
        assertThat(bench.told())
                .containsExactlyInAnyOrder("4s FIRED ContainerExitedWithError web", "4s FIRED ContainerCrashLoop web");
    }

    @Test
    void unhealthyIsRestartedUntilHealthy() {
        bench.happens(at -> web.health(at, "unhealthy")).tells("0s FIRED ContainerUnhealthy web");
        assertThat(bench.latest().incident().annotations().get("description")).contains("connection refused");
        Step.Verify verify = bench.latest().plan().steps().getFirst().verify();
        assertThat(verify)
                .isEqualTo(new Step.Verify(Step.State.HEALTHY, Duration.ofSeconds(10), Duration.ofSeconds(120)));
        bench.after(9).happens(at -> web.health(at, "starting")).tells();
        bench.after(1).happens(at -> web.health(at, "healthy")).tells("10s RESOLVED ContainerUnhealthy web");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/var/run/postgresql:5432 - rejecting connections",
            "psql: error: connection to server on socket failed: FATAL:  the database system is starting up",
            "FATAL:  the database system is not yet accepting connections\nDETAIL:  Consistent recovery state has not been yet reached.",
            "FATAL:  the database system is in recovery mode",
            "LOADING Redis is loading the dataset in memory",
            "(error) LOADING Valkey is loading the dataset in memory",
            "healthcheck innodb_initialized failed",
            "[Note] InnoDB: Starting crash recovery from checkpoint LSN=300288",
            "ERROR 1047 (08S01) at line 1: WSREP has not yet prepared node for application use",
            "MongoServerError: not primary or secondary; cannot currently read from this replSet member",
            "NotMasterNoSlaveOk: not master or secondary; cannot currently read from this replSet member",
            "{\"type\":\"cluster_block_exception\",\"reason\":\"blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];\"}",
            "Msg 922, Level 14, State 1: Database 'shop' is being recovered. Waiting until recovery is finished.",
            "ORA-01033: ORACLE initialization or shutdown in progress"})
    void aDatabaseThatRecoversIsLeftAloneAndToldAfterHalfAnHour(String output) {
        bench.happens(at -> unhealthy(at, output, "postgres:18")).tells("0s PENDING ContainerRecovering web");
        assertThat(bench.latest().incident().annotations().get("description"))
                .contains(output.lines().findFirst().orElse(""));
        bench.after(1800).tells("1800s FIRED ContainerRecovering web");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("escalate");
        bench.happens(at -> web.health(at, "healthy")).tells("1800s RESOLVED ContainerRecovering web");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/var/run/postgresql:5432 - no response",
            "mysqladmin: connect to server at 'localhost' failed",
            "Could not connect to Redis at 127.0.0.1:6379: Connection refused",
            "the cache is loading", "starting up"})
    void whatDoesNotSayThatItRecoversIsRestarted(String output) {
        bench.happens(at -> unhealthy(at, output, "postgres:18")).tells("0s FIRED ContainerUnhealthy web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "bitnami/postgresql:17", "postgis/postgis:16-3.4",
            "timescale/timescaledb-ha:pg17",
            "redis:7-alpine", "valkey/valkey@sha256:0", "mariadb:lts", "library/mysql",
            "percona/percona-server-mongodb:8",
            "mongo", "docker.elastic.co/elasticsearch/elasticsearch:9", "opensearchproject/opensearch",
            "mcr.microsoft.com/mssql/server:2022-latest", "container-registry.oracle.com/database/free:latest",
            "localhost:5000/acme/postgres:1", "shop-db", "acme/db:1", "acme/shop_mysql:2"})
    void aDatabaseIsKnownByItsImage(String image) {
        bench.happens(at -> unhealthy(at, "FATAL:  the database system is starting up", image))
                .tells("0s PENDING ContainerRecovering web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busybox:1", "acme/web:postgres", "acme/web:1-postgres", "mongo-express",
            "prom/mysqld-exporter",
            "prodrigestivill/postgres-backup-local", "redis/redisinsight", "sha256:0"})
    void whatOnlyRepeatsItsDatabasesWordsIsRestarted(String image) {
        bench.happens(at -> unhealthy(at, "FATAL:  the database system is starting up", image))
                .tells("0s FIRED ContainerUnhealthy web");
    }

    @Test
    void unknownIntentIsToldAndNotHealed() {
        bench.happens(at -> web.died(at, 1, Intent.UNKNOWN, false)).tells("0s FIRED ContainerDiedUnknown web");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("escalate");
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "info");
    }

    @Test
    void whatTheEngineTookDownAndDidNotBringBackIsStartedOnce() {
        bench.happens(at -> web.died(at, 143, Intent.ENGINE_SHUTDOWN, false))
                .tells("0s FIRED ContainerDownAfterEngineRestart web");
        assertThat(bench.latest().plan().steps().getFirst().attempts()).hasSize(1);
    }

    @Test
    void jobsMayEnd() {
        bench.happens(at -> web.job().died(at, 1)).tells();
    }

    @ParameterizedTest
    @CsvSource({"1,general error", "2,wrong usage", "134,aborted", "137,SIGKILL", "139,SIGSEGV", "143,SIGTERM",
            "42,the program's own code", "160,signal 32"})
    void summarySaysWhatTheCodeMeans(int exitCode, String meaning) {
        bench.happens(at -> web.died(at, exitCode));
        assertThat(bench.latest().incident().annotations().get("summary"))
                .contains(String.valueOf(exitCode))
                .contains(meaning);
    }

    @Test
    void everySummaryOfADeathShowsTheMeaning() {
        List<Died> deaths = List.of(
                web.died(Instant.EPOCH, 3), web.died(Instant.EPOCH, 127),
                web.died(Instant.EPOCH, 3, Intent.UNKNOWN, false),
                web.died(Instant.EPOCH, 3, Intent.ENGINE_SHUTDOWN, false));
        for (Died death : deaths) {
            bench.happened(death);
            assertThat(bench.latest().incident().annotations().get("summary"))
                    .contains(ExitCodes.meaning(death.exitCode()));
        }
    }
}

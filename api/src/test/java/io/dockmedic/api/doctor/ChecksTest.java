package io.dockmedic.api.doctor;

import static io.dockmedic.api.doctor.finding.Level.LOSES;
import static io.dockmedic.api.doctor.finding.Level.MISSING;
import static io.dockmedic.api.doctor.finding.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.configuration.DataCheck;
import io.dockmedic.api.doctor.configuration.FileCheck;
import io.dockmedic.api.doctor.configuration.InstanceCheck;
import io.dockmedic.api.doctor.configuration.ReceiverCheck;
import io.dockmedic.api.doctor.configuration.RuleCheck;
import io.dockmedic.api.doctor.engine.CallCheck;
import io.dockmedic.api.doctor.engine.KindCheck;
import io.dockmedic.api.doctor.engine.WayCheck;
import io.dockmedic.api.doctor.fact.DataLook;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.fact.KernelLogLook;
import io.dockmedic.api.doctor.fact.ReadCall;
import io.dockmedic.api.doctor.fact.RuleLook;
import io.dockmedic.api.doctor.fact.SocketFile;
import io.dockmedic.api.doctor.fact.Unit;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.fact.Way;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.healer.HealerCheck;
import io.dockmedic.api.doctor.healer.LeaseCheck;
import io.dockmedic.api.doctor.healer.UnitCheck;
import io.dockmedic.api.doctor.machine.GpuCheck;
import io.dockmedic.api.doctor.machine.GroupCheck;
import io.dockmedic.api.doctor.machine.KernelLogCheck;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.dockmedic.remediation.decide.Policy;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each check on facts prepared for it. */
class ChecksTest {
    private final Prepared prepared = new Prepared();

    private Finding one(Check check) {
        return prepared.look(check).getFirst();
    }

    private static CallResult<Void> denied() {
        return new CallResult.Refused<>(ErrorClass.DENIED, 403, "Forbidden");
    }

    @Test
    void whereAllIsWellNothingIsLostAndNothingIsToBeDone() {
        List<Check> all = Checks.all(Policy.DEFAULT, Instant.EPOCH);

        assertThat(all).allSatisfy(check -> assertThat(prepared.look(check)).as(check.name())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(OK))
                .allSatisfy(finding -> assertThat(finding.todo()).isEmpty()));
        assertThat(new HashSet<>(all.stream().map(Check::name).toList())).hasSameSizeAs(all);
        assertThat(all.stream().map(Check::section)).isSorted();
    }

    @Test
    void aConfigurationThatIsRefusedIsShownWithItsPlaceAndIsMissing() {
        prepared.settings = Prepared.settings("heel: all\nlisten: 1\n");

        assertThat(prepared.look(new FileCheck())).hasSize(2)
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .first()
                .satisfies(finding -> assertThat(finding.what()).contains(":1:1: unknown setting heel"))
                .satisfies(finding -> assertThat(finding.todo().getFirst()).contains("dockmedic check"));
        assertThat(one(new ReceiverCheck()).level()).isEqualTo(Level.UNKNOWN);
    }

    @Test
    void aSecretThatThisShellHasNotIsNoFaultOfTheFileAndIsNotShown() {
        prepared.settings = Prepared.settings("escalation: {receivers: [{name: p, webhook: {url_env: NEVER_SET}}]}");

        assertThat(prepared.look(new FileCheck())).filteredOn(finding -> finding.level() == LOSES)
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("the environment has no NEVER_SET"));
    }

    @Test
    void whatKeepsFromHealingAndCallingIsSaid() {
        prepared.settings = Prepared.settings("heal: none\ndry_run: true\n");

        assertThat(prepared.look(new FileCheck())).filteredOn(finding -> finding.level() == LOSES)
                .extracting(Finding::todo)
                .containsExactly(List.of("heal: labelled"), List.of("dry_run: false"));
        assertThat(one(new ReceiverCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.CALLING))
                .satisfies(finding -> assertThat(finding.todo()).contains("escalation:"));
    }

    @Test
    void rulesThatAreRefusedAreMissing() {
        prepared.rules = Future.succeededFuture(new RuleLook(0, 0, List.of("rules.d/mine.yml:4:3: no such kind")));

        assertThat(one(new RuleCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("rules.d/mine.yml:4:3: no such kind"));
    }

    @Test
    void aDataDirectoryThatCannotBeUsedIsMissingAndOneOfAnotherUserIsNot() {
        prepared.visitor = new Visitor("ann", Optional.empty());
        prepared.data = Future.succeededFuture(new DataLook(false, "root", false, "", OptionalLong.empty()));
        assertThat(one(new DataCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("the user ann may not write there"));

        prepared.visitor = new Visitor("root", Optional.empty());
        prepared.data = Future.succeededFuture(new DataLook(true, "dockmedic", true, "", OptionalLong.of(1 << 20)));
        assertThat(prepared.look(new DataCheck())).extracting(Finding::level).containsExactly(OK, LOSES, LOSES);
        assertThat(prepared.look(new DataCheck()).get(1).todo()).containsExactly("sudo -u dockmedic dockmedic doctor");
        assertThat(prepared.look(new DataCheck()).get(2).what()).contains("only 1 MiB");
    }

    @Test
    void whatTheInstanceSaysOfItselfIsPassedOn() {
        prepared.instance = Future.succeededFuture(new Instance(Optional.of(new Instance.Told("1.0", false,
                Map.of("engine", new Health.Part(Health.Status.DOWN, "no such file"), "rules",
                        new Health.Part(Health.Status.UP, "")))),
                "", true));

        assertThat(prepared.look(new InstanceCheck())).hasSize(2)
                .satisfiesExactly(
                        ready -> assertThat(ready.level()).isEqualTo(MISSING),
                        part -> assertThat(part).extracting(Finding::subject, Finding::what)
                                .containsExactly("engine", "it says of itself: no such file"));
    }

    @Test
    void noInstanceIsNothingBrokenAndATakenPortIsSaid() {
        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", false));
        assertThat(one(new InstanceCheck()).level()).isEqualTo(LOSES);

        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", true));
        assertThat(one(new InstanceCheck()).what()).contains("somebody listens at 127.0.0.1:9717");
    }

    @Test
    void aSocketThatMayNotBeOpenedComesWithTheCommandThatOpensIt() {
        prepared.visitor = new Visitor("ann", Optional.empty());
        prepared.engine = new CallResult.Refused<>(ErrorClass.DENIED, 0, "Permission denied");

        assertThat(one(new WayCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(
                        finding -> assertThat(finding.what()).contains("the user ann may not open it", "group docker",
                                "rw-rw----"))
                .satisfies(finding -> assertThat(finding.todo().getFirst())
                        .startsWith("sudo usermod --append --groups docker ann"));

        prepared.visitor = new Visitor("9717", Optional.of("0123456789abcdef"));
        assertThat(one(new WayCheck()).todo()).singleElement().asString().contains("--group-add");
    }

    @Test
    void anEngineThatIsNotThereIsLookedForElsewhere() {
        prepared.engine = new CallResult.Refused<>(ErrorClass.UNREACHABLE, 0, "No such file or directory");
        prepared.way = new Way("unix:///var/run/docker.sock", prepared.way.address(), "",
                Optional.of(new SocketFile(Prepared.SOCKET, SocketFile.Seen.NOTHING, "", "", "")),
                List.of(Path.of("/run/user/1000/docker.sock")));
        assertThat(one(new WayCheck()).todo())
                .first()
                .asString()
                .contains("engine: {address: \"unix:///run/user/1000/docker.sock\"}");

        prepared.way = new Way("unix:///var/run/docker.sock", prepared.way.address(), "",
                Optional.of(
                        new SocketFile(Prepared.SOCKET, SocketFile.Seen.SOMETHING_ELSE, "root", "root", "rwxr-xr-x")),
                List.of());
        assertThat(one(new WayCheck()).todo()).first().asString().startsWith("rmdir ");

        prepared.way = new Way("ssh://box", null, "ssh is not supported", Optional.empty(), List.of());
        assertThat(one(new WayCheck()).what()).isEqualTo("ssh is not supported");
    }

    @Test
    void anEngineThatHangsIsMissing() {
        prepared.engine = new CallResult.Unknown<>("no answer within 5 s");

        assertThat(one(new WayCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("does not answer: no answer within 5 s"));
    }

    @Test
    void podmanLosesIntent() {
        prepared.traits = new CallResult.Done<>(new EngineTraits(true, true, false, "systemd", "2", false, false, ""));

        assertThat(prepared.look(new KindCheck())).flatExtracting(Finding::loses).containsExactly(Feature.INTENT);
        assertThat(prepared.look(new KindCheck())).extracting(Finding::what)
                .anyMatch(what -> what.contains("Podman"))
                .anyMatch(what -> what.contains("rootless"))
                .noneMatch(what -> what.contains("live-restore"));
    }

    @Test
    void callsThatAreDeniedLoseWhatNeedsThem() {
        prepared.calls.put(ReadCall.LOGS, denied());
        prepared.calls.put(ReadCall.INSPECT, new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such container"));
        assertThat(prepared.look(new CallCheck())).first()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("GET /containers/ID/logs"))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.LOG_LINES));

        prepared.calls.put(ReadCall.EVENTS, denied());
        assertThat(one(new CallCheck()).level()).isEqualTo(MISSING);
        assertThat(prepared.look(new CallCheck()).getLast().what()).contains("is not tried");
    }

    @Test
    void groupsThatAreNotShownHereLoseTheKernelsReadings() {
        prepared.trial = new Trial(3, 0, 0, 0, 0);
        assertThat(one(new GroupCheck()).what()).contains("the processes of containers are not shown here");

        prepared.trial = new Trial(3, 3, 0, 0, 0);
        assertThat(one(new GroupCheck()).what()).contains("the groups are not shown here");

        prepared.trial = new Trial(3, 3, 1, 0, 1);
        assertThat(one(new GroupCheck()).loses()).as("our own container").contains(Feature.KERNEL_READINGS);

        prepared.trial = new Trial(3, 3, 3, 0, 1);
        assertThat(prepared.look(new GroupCheck())).flatExtracting(Finding::loses)
                .containsExactly(Feature.PRESSURE, Feature.DESCRIPTORS);

        prepared.trial = new Trial(0, 0, 0, 0, 0);
        assertThat(one(new GroupCheck()).level()).isEqualTo(OK);
    }

    @Test
    void aKernelLogThatIsClosedOrSwitchedOffSaysHowToOpenIt() {
        prepared.kernelLog = new KernelLogLook("/dev/kmsg cannot be opened: EPERM", true);
        assertThat(one(new KernelLogCheck()).todo()).first().asString().contains("CAP_SYSLOG");

        prepared.visitor = new Visitor("9717", Optional.of("0123456789abcdef"));
        assertThat(one(new KernelLogCheck()).todo()).first().asString().contains("--device /dev/kmsg", "SYSLOG");

        prepared.settings = Prepared.settings("kernel_log: false");
        assertThat(one(new KernelLogCheck()).todo()).containsExactly("kernel_log: true");
    }

    @Test
    void gpusThatCannotBeReadAreLostAndNoneIsNone() {
        assertThat(one(new GpuCheck()).what()).isEqualTo("there is no GPU of NVIDIA's");

        for (GpuDriverState state : GpuDriverState.values()) {
            prepared.gpus = new Glance(List.of("0000:01:00.0"), state, "why", "580.1",
                    state == GpuDriverState.OK ? 1 : 0);
            assertThat(one(new GpuCheck()).level()).as("%s", state)
                    .isEqualTo(state == GpuDriverState.OK ? OK : LOSES);
        }
        prepared.gpus = new Glance(List.of("0000:01:00.0", "0000:02:00.0"), GpuDriverState.OK, "", "580.1", 1);
        assertThat(one(new GpuCheck()).what()).contains("knows 1 GPUs of 2");
    }

    @Test
    void healersAreKnownByTheirImageWhateverRegistryTagOrDigest() {
        prepared.with(Prepared.running("a", "docker.io/willfarrell/autoheal:1.2.0", Map.of()),
                Prepared.running("w", "ghcr.io/nickfedor/watchtower@sha256:12", Map.of()),
                Prepared.running("mine", "registry:5000/me/autoheal-not", Map.of()),
                Prepared.container("gone", "willfarrell/autoheal", Map.of(), "exited", null, "no", false));

        assertThat(prepared.look(new HealerCheck())).extracting(Finding::subject, Finding::level)
                .containsExactly(tuple("a", LOSES),
                        tuple("w", OK));
        assertThat(one(new HealerCheck()).todo()).first().isEqualTo("docker stop a");
    }

    @Test
    void aUnitThatStartsItsContainersAgainIsSaid() {
        prepared.units = List.of(new Unit("web.service", "always", "docker run"),
                new Unit("once.service", "", "docker compose up"));

        assertThat(prepared.look(new UnitCheck())).extracting(Finding::level).containsExactly(LOSES, OK);
    }

    @Test
    void anotherInstanceIsTheHolderOfTheLeaseWhereOursDoesNotRun() {
        prepared.holder = OptionalLong.of(4711);
        assertThat(one(new LeaseCheck()).level()).isEqualTo(OK);

        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", false));
        assertThat(one(new LeaseCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what()).contains("process 4711"));
    }
}

package io.dockmedic.api.doctor;

import static io.dockmedic.api.doctor.finding.Level.LOSES;
import static io.dockmedic.api.doctor.finding.Level.MISSING;
import static io.dockmedic.api.doctor.finding.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dockmedic.api.config.Surroundings;
import io.dockmedic.api.doctor.fact.Settings;
import io.dockmedic.api.doctor.fact.DiskLook;
import io.dockmedic.api.doctor.machine.DiskCheck;
import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.configuration.FileCheck;
import io.dockmedic.api.doctor.configuration.ReceiverCheck;
import io.dockmedic.api.doctor.configuration.RuleCheck;
import io.dockmedic.api.doctor.fact.KernelLogLook;
import io.dockmedic.api.doctor.fact.RuleLook;
import io.dockmedic.api.doctor.fact.Unit;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.healer.HealerCheck;
import io.dockmedic.api.doctor.healer.LeaseCheck;
import io.dockmedic.api.doctor.healer.UnitCheck;
import io.dockmedic.api.doctor.machine.GpuCheck;
import io.dockmedic.api.doctor.machine.GroupCheck;
import io.dockmedic.api.doctor.machine.KernelLogCheck;
import io.dockmedic.collectors.container.sample.Trial;
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
import org.junit.jupiter.api.Test;

/** Each check on facts prepared for it. */
class ChecksTest {
    private final Prepared prepared = new Prepared();

    private Finding one(Check check) {
        return prepared.look(check).getFirst();
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
    void aConfigurationThatHangsIsUnknownAndTheRestIsOfTheDefaults() {
        prepared.settings = Settings.silent(Optional.of(Path.of("/net/dockmedic.yml")),
                new Surroundings(Map.of(), Path.of("/root"), true), "no answer");

        assertThat(prepared.look(new FileCheck())).singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.UNKNOWN))
                .satisfies(finding -> assertThat(finding.what()).contains("/net/dockmedic.yml", "no answer"));
        assertThat(prepared.settings.config().listen().port()).isEqualTo(9717);
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

        prepared.settings = Prepared.settings(
                "escalation: {receivers: [{name: p, webhook: {url: 'http://pager/'}}]}");
        assertThat(one(new ReceiverCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what()).startsWith("1 receiver is called; ").contains("link"))
                .satisfies(finding -> assertThat(finding.todo()).anyMatch(line -> line.startsWith("external_url:")));
    }

    @Test
    void rulesThatAreRefusedAreMissing() {
        prepared.rules = Future.succeededFuture(new RuleLook(0, 0, List.of("rules.d/mine.yml:4:3: no such kind")));

        assertThat(one(new RuleCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("rules.d/mine.yml:4:3: no such kind"));
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

        prepared.visitor = Visitor.inside("9717", "0123456789abcdef");
        assertThat(one(new KernelLogCheck()).todo()).first().asString().contains("--device /dev/kmsg", "SYSLOG");

        prepared.settings = Prepared.settings("kernel_log: false");
        assertThat(one(new KernelLogCheck()).todo()).containsExactly("kernel_log: true");
    }

    @Test
    void anEngineThatDoesNotSayWhereItsDisksAreIsNotOnAnotherMachine() {
        prepared.disks = DiskLook.untold("GET /info is denied", "");
        assertThat(one(new DiskCheck()))
                .satisfies(finding -> assertThat(finding.what()).isEqualTo("GET /info is denied"))
                .satisfies(finding -> assertThat(finding.loses()).contains(Feature.ENGINE_DISK, Feature.LOG_SIZES))
                .satisfies(finding -> assertThat(finding.todo()).singleElement().asString().contains("INFO=1"));
        assertThat(List.of(one(new GpuCheck()), one(new KernelLogCheck()), one(new LeaseCheck())))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(OK));

        prepared.disks = DiskLook.untold("it hangs", "/net/docker");
        assertThat(one(new DiskCheck()).todo()).singleElement().asString().contains("findmnt");

        prepared.disks = DiskLook.elsewhere("the engine is on box");
        assertThat(List.of(one(new DiskCheck()), one(new GpuCheck()), one(new KernelLogCheck()), one(new LeaseCheck())))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(LOSES));
    }

    @Test
    void gpusThatCannotBeReadAreLostAndNoneIsNone() {
        assertThat(one(new GpuCheck()).what()).isEqualTo("there is no GPU of NVIDIA's or AMD's");

        for (GpuDriverState state : GpuDriverState.values()) {
            prepared.gpus = new Glance(List.of("0000:01:00.0"), state, "why", "580.1",
                    state == GpuDriverState.OK ? 1 : 0);
            assertThat(one(new GpuCheck()).level()).as("%s", state)
                    .isEqualTo(state == GpuDriverState.OK || state == GpuDriverState.RELEASED ? OK : LOSES);
        }
        prepared.gpus = new Glance(List.of(), GpuDriverState.STUCK, "no answer", "", 0);
        assertThat(one(new GpuCheck())).satisfies(finding -> assertThat(finding.what()).contains("hangs", "no answer"))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.GPUS))
                .satisfies(finding -> assertThat(finding.todo()).noneMatch(line -> line.contains("nvidia-smi")));
        prepared.gpus = new Glance(List.of("0000:01:00.0", "0000:02:00.0"), GpuDriverState.OK, "", "580.1", 1);
        assertThat(one(new GpuCheck()).what()).contains("knows 1 GPUs of 2");
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.OK, "", "580.1", 1, Glance.OfAmd.NONE,
                "/usr/lib64/libnvidia-ml.so.580.1");
        assertThat(one(new GpuCheck())).isEqualTo(
                Finding.ok("1 GPU, driver 580.1, by /usr/lib64/libnvidia-ml.so.580.1"));
    }

    @Test
    void gpusOfAmdAreSaidAndThoseThatTheDriverNeedNotHaveAreLeftAlone() {
        String place = "0000:0c:00.0";
        prepared.gpus = amd(List.of(), false, false, "amdgpu is not loaded");
        assertThat(one(new GpuCheck())).isEqualTo(Finding.ok("amdgpu is not loaded: it is left alone"));
        prepared.gpus = amd(List.of(), true, true, "amdgpu does not drive the GPU at " + place);
        assertThat(one(new GpuCheck())).isEqualTo(
                Finding.ok("amdgpu does not drive the GPU at 0000:0c:00.0: it is left alone"));
        prepared.gpus = amd(List.of(place), true, false, "");
        assertThat(one(new GpuCheck()).what()).isEqualTo(
                "1 GPU of AMD's, amdgpu Linux 6.8; without kfd, so that ROCm's programs cannot compute on it");
        prepared.gpus = amd(List.of(place), true, true, "");
        assertThat(one(new GpuCheck()).what()).isEqualTo("1 GPU of AMD's, amdgpu Linux 6.8");
    }

    /** One of them is in the processor. */
    @Test
    void gpusThatShouldBeThereAreMissedOfOneVendorOnlyAndThoseInProcessorsAreNotCounted() {
        prepared.settings = Prepared.settings("gpu: {expected: 2}\n");
        prepared.gpus = amd(List.of(), false, false, "amdgpu is not loaded");
        assertThat(one(new GpuCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.todo()).contains("sudo modprobe amdgpu"));
        Glance.OfAmd within = new Glance.OfAmd(List.of("0000:64:00.0"), List.of("0000:64:00.0"),
                List.of("0000:64:00.0"), true, true, "", "Linux 6.8");
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.OK, "", "580.1", 1, within);
        assertThat(prepared.look(new GpuCheck())).extracting(Finding::what)
                .containsExactly("the driver, 580.1, knows 1 GPUs of 2", "1 GPU of AMD's, amdgpu Linux 6.8");
        Glance.OfAmd none = new Glance.OfAmd(List.of("0000:64:00.0"), List.of(), List.of(), true, true,
                "amdgpu does not drive the GPU at 0000:64:00.0", "Linux 6.8");
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.OK, "", "580.1", 1, none);
        assertThat(prepared.look(new GpuCheck())).extracting(Finding::what)
                .containsExactly("the driver, 580.1, knows 1 GPUs of 2",
                        "amdgpu does not drive the GPU at 0000:64:00.0: it is left alone");
    }

    @Test
    void moreGpusThanAreExpectedIsAWordAboutTheSetting() {
        prepared.settings = Prepared.settings("gpu: {expected: 1}\n");
        Glance.OfAmd card = new Glance.OfAmd(List.of("0000:0c:00.0"), List.of("0000:0c:00.0"), List.of(), true, true,
                "", "Linux 6.8");
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.OK, "", "580.1", 1, card);
        assertThat(prepared.look(new GpuCheck())).extracting(Finding::what)
                .containsExactly("1 GPU, driver 580.1", "1 GPU of AMD's, amdgpu Linux 6.8",
                        "gpu: {expected: 1} is less than the 2 GPUs that there are, AMD's among them: one that is lost may"
                                + " not be missed");
        prepared.settings = Prepared.settings("gpu: {expected: 2}\n");
        assertThat(prepared.look(new GpuCheck())).hasSize(2);
    }

    private static Glance amd(List<String> driven, boolean loaded, boolean compute, String why) {
        return new Glance(List.of(), GpuDriverState.OK, "", "", 0,
                new Glance.OfAmd(List.of("0000:0c:00.0"), driven, List.of(), loaded, compute, why, "Linux 6.8"));
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
}

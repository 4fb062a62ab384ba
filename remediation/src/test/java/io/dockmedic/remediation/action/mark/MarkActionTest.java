package io.dockmedic.remediation.action.mark;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.resolved;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A GPU that is not well, through the whole stage, with the folder of the marks and the journal as they are. */
class MarkActionTest {
    private static final RemedyPlan PLAN = new RemedyPlan(
            List.of(new Step("mark", Map.of(), List.of(), null), ESCALATE));
    private static final String PLACE = "0000:18:00.0";
    private static final Gpu GPU = new Gpu(0, "nvidia", PLACE, "GPU-1", "H100");
    private static final Gpu OTHER = new Gpu(1, "nvidia", "0000:19:00.0", "GPU-2", "H100");
    private static final Container TRAIN = new Container("t".repeat(64), "train-1", "train:1", Map.of(),
            new Service("ml", "train", "1"), false);

    @TempDir
    Path dir;

    private Hospital open(Instant now) {
        Hospital hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"), now, null);
        hospital.containers = List.of(TRAIN);
        hospital.gpus = read(GpuState.OK);
        return hospital.settled();
    }

    private Path folder() {
        return dir.resolve("journal.db.gpus");
    }

    private Path mark() {
        return folder().resolve("GPU-1");
    }

    private Path other() {
        return folder().resolve("GPU-2");
    }

    private static GpuSamples read(GpuState state) {
        GpuReading reading = new GpuReading(GPU, "nvidia0", state, Cure.NONE, "", Map.of(), Set.of(), List.of());
        List<GpuSample.Use> uses = state == GpuState.OK
                ? List.of(new GpuSample.Use(new GpuProcess(7, 1000), TRAIN))
                : List.of();
        return GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, "", "580.1", 1),
                List.of(new GpuSample(reading, uses, 0)));
    }

    /** As the kernel's log tells of one: where it sits, and no more. */
    private static Incident fault(String id, String rule, Instant at) {
        return fault(id, rule, at, Gpu.at("nvidia", PLACE));
    }

    private static Incident fault(String id, String rule, Instant at, Gpu gpu) {
        return incident(id, rule, new Fault(at, "host", Origin.DOCKMEDIC, gpu, 48, "NAME",
                "uncorrectable", Cure.RESET, "", Victim.outside("", 0), "ml/train/1", 1, ""));
    }

    private static Gpu byUuid(String uuid) {
        return new Gpu(-1, "nvidia", "", uuid, "");
    }

    /** Two looks at the files have begun since: what the first was to do is done. */
    private void looked(Hospital hospital) throws IOException {
        for (String name : List.of("GPU-of-a-person", "GPU-of-another")) {
            Files.createFile(folder().resolve(name));
            hospital.later(60);
            hospital.until(() -> hospital.marks.latest().stream().anyMatch(mark -> mark.name().equals(name)));
        }
    }

    private static void escalates(Hospital hospital, Incident incident) {
        hospital.incident(FIRED, incident, PLAN);
        hospital.until(() -> hospital.last().incident().equals(incident.id())
                && hospital.last().state().equals("escalated"));
        hospital.quiet();
    }

    private static void over(Hospital hospital, Incident incident) {
        hospital.incident(RESOLVED, resolved(incident, hospital.time.now()), PLAN);
    }

    private static String outcome(Hospital hospital) {
        return hospital.last().attempts().getFirst().outcome();
    }

    @Test
    void newWorkIsKeptOffUntilItIsOverAndAPersonHearsWhoHasTheGpu() throws IOException {
        try (Hospital hospital = open(Hospital.START)) {
            Incident reset = fault("i1", "GpuNeedsReset", hospital.time.now());
            escalates(hospital, reset);
            assertThat(mark()).content()
                    .isEqualTo("""
                            by=dockmedic
                            uuid=GPU-1
                            pci=0000:18:00.0
                            index=0
                            vendor=nvidia
                            since=2026-11-01T00:00:15Z
                            rules=GpuNeedsReset
                            incidents=i1
                            containers=train-1
                            why=web exited with code 1
                            """);
            assertThat(outcome(hospital))
                    .isEqualTo("no new work is to go to it: " + mark() + "; these have it: train-1");
            assertThat(hospital.last().attempts()).extracting(Attempt::action).containsExactly("mark", "escalate");
            assertThat(hospital.marks.on(GPU)).isPresent();
            assertThat(hospital.count("remediation_acts")).as("no act on anything that runs").isZero();

            over(hospital, reset);
            hospital.until(() -> Files.notExists(mark()));
        }
    }

    @Test
    void itStaysForAsLongAsOneOfSeveralFires() {
        try (Hospital hospital = open(Hospital.START)) {
            Incident reset = fault("i1", "GpuNeedsReset", hospital.time.now());
            Incident stuck = fault("i2", "GpuStuck", hospital.time.now());
            escalates(hospital, reset);
            // It says nothing of who has it any more: those that had it then.
            hospital.gpus = read(GpuState.LOST);
            escalates(hospital, stuck);
            assertThat(mark()).content()
                    .contains("rules=GpuNeedsReset GpuStuck\n", "incidents=i1 i2\n", "containers=train-1\n");
            over(hospital, reset);
            hospital.until(() -> Files.readString(mark()).contains("incidents=i2\n"));
            over(hospital, stuck);
            hospital.until(() -> Files.notExists(mark()));
        }
    }

    @Test
    void whatSomebodyElseLeftThereIsLeftAlone() throws IOException {
        Files.createDirectories(folder());
        Files.createFile(mark());
        Files.writeString(other(), "by=dockmedic\nuuid=GPU-2\nincidents=of-another\n");
        try (Hospital hospital = open(Hospital.START)) {
            Incident reset = fault("i1", "GpuNeedsReset", hospital.time.now());
            escalates(hospital, reset);
            assertThat(outcome(hospital)).isEqualTo("marked already, and not by Dockmedic: " + mark());
            assertThat(mark()).isEmptyFile();
            Files.delete(mark());
            hospital.later(60);
            hospital.until(() -> Files.exists(mark()));
            over(hospital, reset);
            hospital.until(() -> Files.notExists(mark()));
            assertThat(other()).as("of a Dockmedic with another journal").exists();
        }
    }

    @Test
    void aPersonsCopyOfOursStays() throws IOException {
        try (Hospital hospital = open(Hospital.START)) {
            Incident reset = fault("i1", "GpuNeedsReset", hospital.time.now());
            escalates(hospital, reset);
            Files.copy(mark(), other());
            over(hospital, reset);
            hospital.until(() -> hospital.marks.latest().stream().noneMatch(mark -> mark.name().equals("GPU-1")));
            looked(hospital);
            assertThat(other()).exists();
        }
    }

    @Test
    void gpusOfWhichOnlyTheUuidIsKnownHaveAMarkEach() {
        try (Hospital hospital = open(Hospital.START)) {
            escalates(hospital, fault("i1", "GpuNeedsReset", hospital.time.now(), byUuid("GPU-8")));
            escalates(hospital, fault("i2", "GpuNeedsReset", hospital.time.now(), byUuid("GPU-9")));
            assertThat(folder().resolve("GPU-8")).content().contains("incidents=i1\n");
            assertThat(folder().resolve("GPU-9")).content().contains("incidents=i2\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTellsOfAGpuByItsUuidAndWhatKnowsItsPlaceMarkItTogether(boolean isRead) {
        try (Hospital hospital = open(Hospital.START)) {
            hospital.gpus = isRead ? read(GpuState.OK) : GpuSamples.NONE;
            escalates(hospital, fault("i1", "GpuNeedsReset", hospital.time.now(), GPU));
            escalates(hospital, fault("i2", "GpuStuck", hospital.time.now(), byUuid("GPU-1")));
            assertThat(mark()).content().contains("pci=" + PLACE + "\n", "index=0\n", "incidents=i1 i2\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whileNothingIsChangedMarksAreNeitherAndItIsMadeUpFor(boolean observes) throws IOException {
        try (Hospital hospital = open(Hospital.START)) {
            Incident reset = fault("i1", "GpuNeedsReset", hospital.time.now());
            escalates(hospital, reset);
            escalates(hospital, fault("i2", "GpuNeedsReset", hospital.time.now(), OTHER));
            assertThat(other()).exists();
            if (observes) {
                hospital.observes = true;
            } else {
                Hospital.get(hospital.controls.pause(null, "", "ann", true));
            }
            Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
            over(hospital, reset);
            Files.delete(other());
            looked(hospital);
            assertThat(mark()).as("it is over").exists();
            assertThat(other()).as("it fires").doesNotExist();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");

            hospital.observes = false;
            Hospital.get(hospital.controls.resume("ann"));
            hospital.later(60);
            hospital.until(() -> Files.notExists(mark()) && Files.exists(other()));
        }
    }

    @Test
    void whatCannotBeDoneAboutAnotherGpuIsNoFailureOfThisOne() throws IOException {
        Files.createDirectories(other().resolve("full"));
        try (Hospital hospital = open(Hospital.START)) {
            escalates(hospital, fault("i1", "GpuNeedsReset", hospital.time.now(), OTHER));
            assertThat(outcome(hospital)).startsWith("failed: the GPU cannot be marked: ").contains("GPU-2");
            escalates(hospital, fault("i2", "GpuNeedsReset", hospital.time.now()));
            assertThat(outcome(hospital))
                    .isEqualTo("no new work is to go to it: " + mark() + "; these have it: train-1");
        }
    }

    /** Wherever the first life ends: before the file, after it, before that is known. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 1000})
    void itIsThereAgainHoweverWeEnded(int writes) throws IOException {
        Incident reset = fault("i1", "GpuNeedsReset", Hospital.START.plusSeconds(15));
        try (Hospital first = open(Hospital.START)) {
            first.killedAfterWrites(writes);
            first.incident(FIRED, reset, PLAN);
            first.pass(1);
            first.until(() -> Files.exists(mark()));
            first.quiet();
        }
        // As after a start of the machine, too: the folder is gone then.
        Files.delete(mark());
        try (Hospital second = open(Hospital.START.plusSeconds(60))) {
            second.incident(RESTORED, reset, PLAN);
            second.until(() -> Files.exists(mark()));
            over(second, reset);
            second.until(() -> Files.notExists(mark()));
        }
    }

    @Test
    void itGoesAtTheNextStartWhenItWasOverMeanwhileAndStaysWhenItWasNot() {
        Incident reset = fault("i1", "GpuNeedsReset", Hospital.START.plusSeconds(15));
        try (Hospital first = open(Hospital.START)) {
            first.written(reset);
            escalates(first, reset);
        }
        try (Hospital second = open(Hospital.START.plusSeconds(60))) {
            second.later(60);
            second.until(() -> second.marks.on(GPU).isPresent());
            assertThat(mark()).exists();
            second.written(resolved(reset, second.time.now()));
        }
        try (Hospital third = open(Hospital.START.plusSeconds(300))) {
            third.until(() -> Files.notExists(mark()));
        }
    }

    @Test
    void whereItCannotBeWrittenAPersonIsToldAllTheSameAndItIsTriedAgain() throws IOException {
        Files.createFile(folder());
        try (Hospital hospital = open(Hospital.START)) {
            escalates(hospital, fault("i1", "GpuNeedsReset", hospital.time.now()));
            assertThat(outcome(hospital)).startsWith("failed: the GPU cannot be marked: ");
            Files.delete(folder());
            hospital.later(60);
            hospital.until(() -> Files.exists(mark()));
        }
    }

    @Test
    void whereThereIsAGpuTheFolderIsThereForAPersonToo() {
        try (Hospital hospital = open(Hospital.START)) {
            hospital.later(60);
            hospital.until(() -> Files.isDirectory(folder()));
        }
    }

    @Test
    void whatIsAboutNoGpuIsToldAtOnce() {
        try (Hospital hospital = open(Hospital.START)) {
            Instant now = hospital.time.now();
            escalates(hospital, incident("i1", "Other", crash(now)));
            assertThat(outcome(hospital)).contains("about no GPU that is known");
            assertThat(hospital.marks.latest()).isEmpty();
        }
    }

    @Test
    void inADryRunNothingIsWritten() {
        Policy base = Policy.DEFAULT;
        Policy dry = new Policy(HealMode.LABELLED, true, base.service(), base.rule(), base.action(), base.host(),
                base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), base.permits(),
                base.ownContainers(), base.ownImages());
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"),
                new RemediationSettings("host", dry, List.of(), true, null)).settled()) {
            hospital.incident(FIRED, fault("i1", "GpuNeedsReset", hospital.time.now()), PLAN);
            hospital.until(() -> hospital.last().state().equals("suppressed"));
            assertThat(hospital.last().attempts().getFirst().detail())
                    .isEqualTo("mark would have been done: the GPU would have been marked: the GPU (at 0000:18:00.0)");
            assertThat(folder()).doesNotExist();
        }
    }
}

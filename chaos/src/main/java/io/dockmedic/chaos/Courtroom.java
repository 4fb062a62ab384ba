package io.dockmedic.chaos;

import io.dockmedic.testkit.observe.Call;
import io.dockmedic.testkit.observe.EngineEvent;
import io.dockmedic.testkit.observe.Evidence;
import io.dockmedic.testkit.observe.Finding;
import io.dockmedic.testkit.observe.Judge;
import io.dockmedic.testkit.observe.Judgement;
import io.dockmedic.testkit.observe.Patient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Collects the evidence of each case when it is over, has it judged, and keeps the count. */
final class Courtroom {
    private static final Duration OUTCOME = Duration.ofMinutes(4);

    private static final Duration STABLE = Duration.ofSeconds(1);

    private final Hospital hospital;
    private final Judge judge = new Judge(Hospital.SERVICE_BUDGET);
    private final ConcurrentLinkedQueue<Patient> patients = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final Map<String, Map<Judgement.Outcome, Integer>> outcomes = new TreeMap<>();

    Courtroom(Hospital hospital) {
        this.hospital = hospital;
    }

    void admitted(Patient patient) {
        patients.add(patient);
    }

    /** Waits until it has come to an end as it should, or for as long as anybody would wait, and judges it. */
    Judgement judge(String kind, Bed bed) {
        Patience.until(OUTCOME, () -> cameToAnEnd(bed));
        // Now and then a little longer: what is done once too often is done after the cure.
        bed.linger(0, bed.random().nextInt(3) == 0 ? 12_000 : 300);
        // A page may be on its way, and the record of decisions some seconds behind the acts.
        AtomicReference<Judgement> last = new AtomicReference<>(judge.of(evidence(bed)));
        boolean inTime = Patience.until(OUTCOME, () -> !mayPass(last.updateAndGet(any -> judge.of(evidence(bed)))));
        Judgement judgement = Objects.requireNonNull(last.get());
        findings.addAll(judgement.findings());
        if (!judgement.findings().isEmpty()) {
            System.out.println(String.join("\n  ", report(bed, judgement, inTime)));
        }
        count(kind, judgement.outcome());
        return judgement;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How the cases of each kind ended. */
    synchronized Map<String, Map<Judgement.Outcome, Integer>> outcomes() {
        return new TreeMap<>(outcomes);
    }

    /** What concerns no single case: calls on what is nobody's, and the host's budget. */
    void judgeTheHost() {
        List<Call> calls = calls();
        calls.stream()
                .filter(call -> patients.stream().noneMatch(patient -> patient.owns(call.container())))
                .forEach(call -> findings.add(new Finding(Finding.Kind.UNEXPLAINED, "host", call.toString())));
        Hospital.HOST_BUDGET.exceededBy(calls.stream().filter(Call::starts).toList())
                .ifPresent(call -> findings.add(new Finding(Finding.Kind.OVER_BUDGET, "host", call.toString())));
        findings.addAll(hospital.drills().findings(hospital.pager()));
        refusedForGood().forEach(key -> findings.add(
                new Finding(Finding.Kind.LOST, "host", "page " + key + " was refused, and never came again")));
        hospital.published().ifPresent(published -> findings.addAll(published.findings(hospital.program())));
    }

    /** Keys of pages that a receiver refused and has not been given since; waits for what may still come. */
    private Set<String> refusedForGood() {
        Set<String> left = new TreeSet<>();
        Patience.until(OUTCOME, () -> {
            left.clear();
            left.addAll(hospital.pager().refused());
            hospital.pager().deliveries().forEach(page -> left.remove(page.key()));
            return left.isEmpty();
        });
        return left;
    }

    /** It is as it should be, and not only between two deaths; or somebody was told. */
    private boolean cameToAnEnd(Bed bed) {
        Patient patient = bed.patient();
        if (patient.consent() == Patient.Consent.NONE || !hospital.pager().escalations(patient.name()).isEmpty()) {
            return true;
        }
        int starts = bed.starts();
        if (bed.runs() != patient.shouldRun()) {
            return false;
        }
        Patience.linger(STABLE);
        return bed.runs() == patient.shouldRun() && bed.starts() == starts;
    }

    /** Whether something is missing that may still come. */
    private static boolean mayPass(Judgement judgement) {
        return judgement.findings()
                .stream()
                .anyMatch(finding -> finding.kind() == Finding.Kind.LOST || finding.kind() == Finding.Kind.UNEXPLAINED);
    }

    private Evidence evidence(Bed bed) {
        Patient patient = bed.patient();
        boolean runs = bed.runs();
        int starts = bed.starts();
        List<Call> calls = calls().stream().filter(call -> patient.owns(call.container())).toList();
        List<EngineEvent> events = hospital.log()
                .events()
                .stream()
                .filter(event -> patient.owns(event.container()))
                .sorted(Comparator.comparing(EngineEvent::at))
                .toList();
        Decisions.Told told = hospital.decisions().of(patient.name());
        return new Evidence(patient, calls, events, hospital.log().deaf(), hospital.pager().escalations(patient.name()),
                starts, runs, told.acts(), told.reasons());
    }

    private List<Call> calls() {
        return hospital.proxy().exchanges().stream().map(Call::of).flatMap(Optional::stream).toList();
    }

    private synchronized void count(String kind, Judgement.Outcome outcome) {
        outcomes.computeIfAbsent(kind, any -> new EnumMap<>(Judgement.Outcome.class)).merge(outcome, 1, Integer::sum);
    }

    private List<String> report(Bed bed, Judgement judgement, boolean inTime) {
        Evidence evidence = evidence(bed);
        List<String> lines = new ArrayList<>();
        judgement.findings().forEach(finding -> lines.add(finding.toString()));
        lines.add("in time: " + inTime + ", runs: " + evidence.runs() + ", starts: " + evidence.starts()
                + ", decisions: " + evidence.reasons());
        evidence.patient()
                .deeds()
                .forEach(deed -> lines.add(deed.began() + ".." + deed.ended() + " DEED " + deed.kind()
                        + " " + deed.what()));
        evidence.calls().forEach(call -> lines.add(call.arrived() + " CALL " + call));
        evidence.events().forEach(event -> lines.add(event.at() + " EVENT " + event.action()));
        evidence.pages()
                .forEach(page -> lines.add(page.at() + " PAGE " + page.key() + " "
                        + page.body().path("summary").asText()));
        return lines;
    }
}

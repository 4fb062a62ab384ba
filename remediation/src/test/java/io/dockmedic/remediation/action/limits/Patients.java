package io.dockmedic.remediation.action.limits;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;

import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Containers that have too little memory, and what is done for them. */
final class Patients {
    static final long MIB = 1L << 20;

    private Patients() {}

    /** With raising switched on. */
    static RemediationSettings settings(boolean dryRun, Receiver... receivers) {
        return settings(dryRun, Groups.NONE, receivers);
    }

    /** With raising switched on, and a ceiling for the group that they are of. */
    static RemediationSettings inGroup(String ceiling) {
        return settings(false, new Groups(
                List.of(new Group("web", "", List.of(ServicePattern.ALL), Map.of(), null, ceiling))));
    }

    private static RemediationSettings settings(boolean dryRun, Groups groups, Receiver... receivers) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(base.heal(), dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                        new Permits(Set.of("limits", "end-loop"), List.of()), base.ownContainers(), base.ownImages(),
                        groups),
                List.of(receivers), true, null);
    }

    /** Raises, then tells; the proof is that it runs for 5 s within 20 s. */
    static RemedyPlan plan(Map<String, String> with) {
        return new RemedyPlan(List.of(limits(with), ESCALATE));
    }

    static Step limits(Map<String, String> with) {
        return new Step("limits", with, List.of(),
                new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(20)));
    }

    /** It runs, with a limit of 512 MiB and as much swap, and a process of it was killed. */
    static Incident living(Hospital hospital, String id) {
        hospital.engine.running = true;
        return incident(id, "ContainerProcessKilledOom", new Sampled(hospital.time.now(), "host", Origin.DOCKMEDIC,
                Samples.container(Samples.CONSENT), new Usage(Duration.ofSeconds(10), 0, 0, 0, 500 * MIB, 512 * MIB, 97,
                        1, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    /** Its main process was killed. */
    static Incident killed(Hospital hospital, String id, boolean engineRestarts) {
        hospital.engine.running = false;
        return incident(id, "ContainerKilledOom", Samples.died(hospital.time.now(),
                Samples.container(Samples.CONSENT), Intent.NOT_ASKED, engineRestarts));
    }
}

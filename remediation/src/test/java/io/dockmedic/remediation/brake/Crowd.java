package io.dockmedic.remediation.brake;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Many services, of which many fall into trouble. */
final class Crowd {
    private static final Budget WIDE = new Budget(10_000, Duration.ofHours(1));

    private Crowd() {}

    /** No budget stands against anything. */
    static RemediationSettings settings(Receiver receiver) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host", new Policy(base.heal(), false, WIDE, WIDE, WIDE, WIDE, base.settle(),
                base.staleAfter(), base.cooldown(), base.storm(), base.windows(), base.permits(), base.ownContainers(),
                base.ownImages()), List.of(receiver), true, null);
    }

    static Container container(int number, Map<String, String> labels) {
        return new Container(String.format("%064x", number + 1), "s" + number, "image" + number % 50, labels,
                new Service("", "s" + number, ""), false);
    }

    static Incident dies(Hospital hospital, int number) {
        return dies(hospital, container(number, CONSENT));
    }

    static Incident dies(Hospital hospital, Container container) {
        Incident one = Samples.incident("i" + container.name(), "ContainerExited",
                Samples.died(hospital.time.now(), container, Intent.NOT_ASKED, false));
        return new Incident(one.id(), one.rule(), container.name(), one.state(), one.activeAt(), one.firedAt(), null,
                "", one.labels(), Map.of("summary", container.name() + " exited"), one.evidence(), 1);
    }

    static void services(Hospital hospital, int count) {
        hospital.containers = IntStream.range(0, count).mapToObj(number -> container(number, CONSENT)).toList();
        // What is started dies at once, for what everything needs is gone.
        hospital.engine.restartWorks = false;
        hospital.engine.running = false;
    }

    static void fall(Hospital hospital, int count) {
        for (int number = 0; number < count; number++) {
            hospital.incident(FIRED, dies(hospital, number), RESTART_THEN_TELL);
        }
    }

    /** What a receiver got of this kind. */
    static List<JsonObject> pages(Receiving receiving, String kind) {
        return List.copyOf(receiving.got)
                .stream()
                .map(Receiving.Got::body)
                .filter(body -> body.getString("kind").equals(kind))
                .toList();
    }

    /** The incidents that a message about a storm lists. */
    static List<String> held(JsonObject page) {
        return page.getJsonArray("held")
                .stream()
                .flatMap(service -> ((JsonObject) service).getJsonArray("incidents").stream())
                .map(one -> ((JsonObject) one).getString("id"))
                .toList();
    }
}

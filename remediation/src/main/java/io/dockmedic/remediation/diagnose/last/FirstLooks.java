package io.dockmedic.remediation.diagnose.last;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.record.Found;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the container of an incident looked at closely as soon as that fires, and keeps what was found with the incident: after a restart
 * it looks otherwise, and when somebody asks in the morning it may be gone. Beside what heals, which waits for none of it; one after
 * the other, so that a storm does not look at a hundred at once. On one context.
 */
public final class FirstLooks {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLooks.class);

    /** Whoever waits behind so many looks otherwise by then. */
    private static final int WAITING = 50;
    /** Of a diagnosis as text. */
    private static final int LONGEST = 64 << 10;
    /** What is kept of a longer one: what it comes to. */
    private static final Set<String> SAYS = Set.of("service", "conclusions", "lastGood", "changes", "firstError",
            "imageThere", "portHolders", "gpuLacks", "container");

    private record Patient(String incident, Container container) {}

    private final Function<Container, Future<JsonObject>> examination;
    private final BiFunction<String, Found, Future<Void>> keep;
    private final Clock clock;
    private final Queue<Patient> waiting = new ArrayDeque<>();
    private boolean looking;

    /**
     * @param examination what can be found out of one now, redacted; the future never fails
     * @param keep        with an incident's id
     */
    public FirstLooks(Function<Container, Future<JsonObject>> examination, BiFunction<String, Found, Future<Void>> keep,
            Clock clock) {
        this.examination = examination;
        this.keep = keep;
        this.clock = clock;
    }

    /** Takes in what has changed about an incident. */
    public void incident(IncidentChange change) {
        Incident incident = change.incident();
        Container container = incident.target();
        if (change.what() == IncidentChange.What.FIRED && container != null && waiting.size() < WAITING) {
            waiting.add(new Patient(incident.id(), container));
            next();
        }
    }

    private void next() {
        Patient patient = looking ? null : waiting.poll();
        if (patient != null) {
            looking = true;
            Future.succeededFuture(patient.container())
                    .compose(examination)
                    .compose(found -> keep.apply(patient.incident(),
                            new Found(clock.now(), patient.container().name(), bounded(found))))
                    .onFailure(unkept -> LOG.debug("what was found on {} is not kept: {}", patient.container().name(),
                            unkept.getMessage()))
                    .onComplete(either -> {
                        looking = false;
                        next();
                    });
        }
    }

    private static JsonObject bounded(JsonObject found) {
        if (found.encode().length() <= LONGEST) {
            return found;
        }
        JsonObject less = new JsonObject();
        found.forEach(field -> {
            if (SAYS.contains(field.getKey())) {
                less.put(field.getKey(), field.getValue());
            }
        });
        return less.put("log", new JsonArray())
                .put("missing", found.getJsonArray("missing", new JsonArray())
                        .copy()
                        .add("log lines, and what the rest is drawn from: too long to be kept"));
    }
}

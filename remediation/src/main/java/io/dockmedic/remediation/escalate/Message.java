package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.redact.JsonRedactor;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.diagnose.Evidence;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Measured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a receiver gets, version 1; described in {@code docs/remediation.md}. Bounded, redacted. */
final class Message {
    /** Kind of what says that a fault is over. */
    static final String RESOLVED = "resolved";

    private static final String VERSION = "1";

    private final String host;
    private final Redactor redactor;
    private final JsonRedactor named;
    private final Groups groups;
    private final Function<String, List<JsonObject>> asked;
    private final UnaryOperator<Instant> shown;

    /**
     * @param groups of services
     * @param asked what people are asked for an incident
     * @param shown times as the receiver's clock shows them
     */
    Message(String host, Redactor redactor, Groups groups, Function<String, List<JsonObject>> asked,
            UnaryOperator<Instant> shown) {
        this.groups = groups;
        this.asked = asked;
        this.shown = shown;
        this.host = host;
        this.redactor = redactor;
        this.named = new JsonRedactor(redactor::line);
    }

    /** A person is needed. */
    JsonObject escalation(Job job, Evidence evidence, String key, Instant now) {
        JsonObject json = frame("escalation", job.incident(), key, now)
                .put("evidence", evidence(job.incident(), evidence))
                .put("attempts", array(job.attempts().stream().map(this::attempt).toList()))
                .put("acts", array(job.acts().stream().map(this::act).toList()));
        ContainerState state = evidence.state();
        if (state != null) {
            job.takenDown()
                    .stream()
                    .filter(act -> act.holds(state))
                    .reduce((first, next) -> next)
                    .ifPresent(act -> takenDown(json, act));
        }
        List<JsonObject> questions = asked.apply(job.incident().id());
        if (!questions.isEmpty()) {
            json.put("approvals", array(questions));
        }
        Attempt last = job.attempts().isEmpty() ? null : job.attempts().getLast();
        if (last != null && last.verdict().equals("defer")) {
            json.put("reason", last.reason());
        }
        return of(job.container(), json);
    }

    private JsonObject of(@Nullable Container container, JsonObject json) {
        groups.of(container)
                .ifPresent(one -> json.put("group", new JsonObject().put("name", one.name()).put("tier", one.tier())));
        return container == null
                ? json
                : json.put("service", container.service().key())
                        .put("container", new JsonObject()
                                .put("id", container.id())
                                .put("name", container.name())
                                .put("image", container.image()));
    }

    /** That it is down by our own doing comes first. */
    private void takenDown(JsonObject json, TakenDown act) {
        TakenDown seen = new TakenDown(shown.apply(act.at()), act.action(), act.rule(), act.incident(), act.step(),
                act.container(), act.run());
        json.put("summary", redactor.line(json.getString("summary") + ". " + seen.words()))
                .put("taken_down", new JsonObject()
                        .put("at", seen.at().toString())
                        .put("action", seen.action())
                        .put("rule", seen.rule())
                        .put("incident", seen.incident()));
    }

    /** What a person was told of is over. */
    JsonObject resolved(Incident incident, String key, Instant now) {
        return of(incident.target(), frame(RESOLVED, incident, key, now))
                .put("resolved_by", redactor.line(incident.resolvedBy()));
    }

    private JsonObject frame(String kind, Incident incident, String key, Instant now) {
        Instant fired = incident.firedAt();
        return new JsonObject()
                .put("version", VERSION)
                .put("kind", kind)
                .put("idempotency_key", key)
                .put("at", shown.apply(now).toString())
                .put("host", host)
                .put("summary", redactor.line(
                        incident.annotations().getOrDefault("summary", incident.rule() + ": " + incident.key())))
                .put("incident", new JsonObject()
                        .put("id", incident.id())
                        .put("rule", incident.rule())
                        .put("key", incident.key())
                        .put("state", incident.state().word())
                        .put("active_at", shown.apply(incident.activeAt()).toString())
                        .put("fired_at", fired == null ? null : shown.apply(fired).toString())
                        .put("count", incident.count())
                        .put("labels", texts(incident.labels()))
                        .put("annotations", texts(incident.annotations())));
    }

    private JsonObject evidence(Incident incident, Evidence evidence) {
        JsonObject json = new JsonObject()
                .put("timeline", array(incident.evidence().stream().map(this::happened).toList()))
                .put("readings", array(incident.readings().stream().map(this::measured).toList()))
                .put("log", array(evidence.log()))
                .put("missing", array(evidence.missing().stream().map(redactor::line).toList()));
        if (!evidence.findings().isEmpty()) {
            json.put("diagnosis", evidence.findings());
        }
        ContainerState state = evidence.state();
        if (state != null) {
            json.put("status", state.status())
                    .put("exit_code", state.exitCode())
                    .put("oom_killed", state.oomKilled())
                    .put("error", redactor.line(state.error()))
                    .put("command", redactor.line(String.join(" ", state.command())))
                    .put("restart_policy", state.restartPolicy().name())
                    .put("restart_count", state.restartCount());
        }
        return json;
    }

    private JsonObject happened(Event event) {
        JsonObject json = new JsonObject().put("at", shown.apply(event.at()).toString()).put("event", event.kind());
        if (event instanceof Died died) {
            json.put("exit_code", died.exitCode())
                    .put("oom_killed", died.oomKilled())
                    .put("ran_for_seconds", died.ranFor().toSeconds())
                    .put("intent", died.judgement().intent().word())
                    .put("because", array(died.judgement().evidence().stream().map(redactor::line).toList()));
        } else if (event instanceof StartFailed failed) {
            json.put("fault", failed.fault().word())
                    .put("error", redactor.line(failed.error()))
                    .put("exit_code", failed.exitCode())
                    .put("started_by", failed.startedBy().word());
        } else if (event instanceof HealthChanged health) {
            json.put("status", health.status()).put("output", redactor.line(health.output()));
        } else if (event instanceof Fault fault) {
            json.put("code", fault.code()).put("text", redactor.line(fault.text())).put("before", fault.before());
        }
        return json;
    }

    private JsonObject measured(Measured one) {
        return new JsonObject().put("at", shown.apply(one.at()).toString()).put("used", one.usage().words());
    }

    private JsonObject attempt(Attempt attempt) {
        return new JsonObject()
                .put("at", shown.apply(attempt.at()).toString())
                .put("action", attempt.action())
                .put("number", attempt.number())
                .put("verdict", attempt.verdict())
                .put("reason", attempt.reason())
                .put("detail", redactor.line(attempt.detail()))
                .put("outcome", redactor.line(attempt.outcome()));
    }

    private JsonObject act(Act act) {
        JsonObject json = new JsonObject()
                .put("at", shown.apply(act.intent().at()).toString())
                .put("action", act.intent().action())
                .put("rule", act.intent().rule())
                .put("incident", act.intent().incident())
                .put("outcome", act.outcome())
                .put("detail", redactor.line(act.detail()));
        List<String> output = act.intent().output();
        return output.isEmpty() ? json : json.put("output", array(output));
    }

    private JsonObject texts(Map<String, String> texts) {
        return named.of(new JsonObject(new TreeMap<String, Object>(texts)));
    }

    private static JsonArray array(List<?> items) {
        return new JsonArray(items);
    }

    /** What the message is about, in one line, for the log. */
    static String line(JsonObject message) {
        @Nullable
        String summary = message.getString("summary");
        return summary == null ? "" : summary;
    }
}

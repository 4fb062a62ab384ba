package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Delivery;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The message about what is not put back, version 1; described in {@code docs/remediation.md}. Redacted. */
final class KeptMessage {
    private static final String KEPT = "kept";

    private final String host;
    private final Redactor redactor;
    private final UnaryOperator<Instant> shown;

    KeptMessage(String host, Redactor redactor, UnaryOperator<Instant> shown) {
        this.host = host;
        this.redactor = redactor;
        this.shown = shown;
    }

    JsonObject of(Kept notice, Instant now) {
        ActRecord act = notice.act();
        String at = shown.apply(act.at()).toString();
        boolean ofTheHost = act.container().isEmpty();
        JsonObject message = new JsonObject()
                .put("version", "1")
                .put("kind", KEPT)
                .put("idempotency_key", key(notice))
                .put("at", shown.apply(now).toString())
                .put("host", host)
                .put("summary", redactor.line("What " + act.action() + " changed on "
                        + (ofTheHost ? notice.name() : act.service()) + " at " + at
                        + ", by rule " + act.rule() + ", is not put back" + (notice.forGood() ? "" : " yet") + ": "
                        + notice.why() + ". By hand: " + notice.byHand()))
                .put("service", act.service())
                .put("act", new JsonObject()
                        .put("at", at)
                        .put("action", act.action())
                        .put("rule", act.rule())
                        .put("incident", act.incident()))
                .put("why", redactor.line(notice.why()))
                .put("by_hand", redactor.line(notice.byHand()))
                .put("for_good", notice.forGood());
        return ofTheHost
                ? message.put("part", notice.name())
                : message.put("container", new JsonObject().put("id", act.container()).put("name", notice.name()));
    }

    /** Whether it is one of these. */
    static boolean is(Delivery delivery) {
        return KEPT.equals(new JsonObject(delivery.body()).getString("kind"));
    }

    /** Told once each time that it is put off, and once that it stays. */
    static String key(Kept notice) {
        String again = notice.before() == 0 ? "" : "." + notice.before();
        return notice.act().id() + (notice.forGood() ? "/" + KEPT : "/put_off" + again);
    }
}

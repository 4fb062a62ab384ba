package io.dockmedic.api.view;

import io.dockmedic.collectors.base.redact.JsonRedactor;
import io.dockmedic.remediation.record.Act;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Acts as the API writes them, with what a command of ours wrote. */
public final class ActJson {
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    public ActJson(UnaryOperator<Instant> shown) {
        this.shown = shown;
    }

    /** All of them, in their order. */
    public JsonArray of(List<Act> acts) {
        return new JsonArray(acts.stream().map(this::of).toList());
    }

    private JsonObject of(Act act) {
        JsonObject json = new JsonObject()
                .put("id", act.intent().id())
                .put("at", shown.apply(act.intent().at()).toString())
                .put("action", act.intent().action())
                .put("outcome", act.outcome())
                .put("detail", JsonRedactor.WHOLE.of(act.detail()));
        List<String> output = act.intent().output();
        return output.isEmpty() ? json : json.put("output", new JsonArray(output));
    }
}

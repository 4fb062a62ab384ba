package io.dockmedic.api.view;

import io.dockmedic.remediation.record.DeliveryRecords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who was told of an incident, and whether they took it, as the API writes it. */
public final class ToldJson {
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    public ToldJson(UnaryOperator<Instant> shown) {
        this.shown = shown;
    }

    /** All of them, in their order. */
    public JsonArray of(List<DeliveryRecords.Told> all) {
        return new JsonArray(all.stream().map(this::of).toList());
    }

    private JsonObject of(DeliveryRecords.Told told) {
        JsonObject json = new JsonObject()
                .put("receiver", told.receiver())
                .put("at", shown.apply(told.at()).toString())
                .put("kind", told.kind())
                .put("state", told.state())
                .put("attempts", told.attempts());
        if (told.ended() != null) {
            json.put("endedAt", shown.apply(told.ended()).toString());
        }
        return told.detail().isEmpty() ? json : json.put("detail", told.detail());
    }
}

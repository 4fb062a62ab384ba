package io.dockmedic.api.view;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.remark.Remark;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What people said of incidents, as the API shows it. */
public final class RemarkJson {
    private final Redactor redactor = new Redactor();
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    public RemarkJson(UnaryOperator<Instant> shown) {
        this.shown = shown;
    }

    /** One. */
    public JsonObject of(Remark remark) {
        return new JsonObject()
                .put("incident", remark.incident())
                .put("kind", remark.kind().word())
                .put("at", shown.apply(remark.at()).toString())
                .put("by", remark.by())
                .put("note", redactor.line(remark.note()));
    }

    /** All of them, in their order. */
    public JsonArray of(List<Remark> remarks) {
        return new JsonArray(remarks.stream().map(this::of).toList());
    }
}

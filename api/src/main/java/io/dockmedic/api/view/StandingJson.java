package io.dockmedic.api.view;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.brake.Standing;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Upcoming;
import io.dockmedic.remediation.decide.storm.Storm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What holds up acts, as the API shows it: of what people wrote, without what looks like a secret. */
public final class StandingJson {
    private final Redactor redactor = new Redactor();
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    public StandingJson(UnaryOperator<Instant> shown) {
        this.shown = shown;
    }

    /** All of it. */
    public JsonObject of(Standing standing) {
        Hold file = standing.file();
        return new JsonObject()
                .put("switches", new JsonArray(standing.switches().stream().map(this::of).toList()))
                .put("pauseFile", file == null ? null : clean(file))
                .put("dryRun", standing.dryRun())
                .put("storms", new JsonArray(standing.storms().stream().map(this::of).toList()))
                .put("maintenance", new JsonArray(standing.windows().stream().map(this::clean).toList()))
                .put("upcoming", new JsonArray(standing.upcoming().stream().map(StandingJson::of).toList()));
    }

    private static JsonObject of(Upcoming window) {
        return new JsonObject()
                .put("name", window.name())
                .put("services", new JsonArray(window.services()))
                .put("from", window.from().toString())
                .put("to", window.to().toString());
    }

    /** What a person set. */
    public JsonObject of(Switch one) {
        return new JsonObject()
                .put("id", one.id())
                .put("kind", one.kind().word())
                .put("services", one.services().text())
                .put("since", text(one.since()))
                .put("until", text(one.until()))
                .put("reason", redactor.text(one.reason()))
                .put("by", redactor.text(one.by()));
    }

    /** A storm. */
    public JsonObject of(Storm storm) {
        return new JsonObject()
                .put("id", storm.id())
                .put("image", storm.image())
                .put("since", text(storm.since()))
                .put("why", redactor.text(storm.why()))
                .put("services", new JsonArray(new TreeSet<>(storm.services()).stream().toList()));
    }

    private String clean(Hold hold) {
        return redactor.text(hold.why());
    }

    private @Nullable String text(@Nullable Instant own) {
        return own == null ? null : shown.apply(own).toString();
    }
}

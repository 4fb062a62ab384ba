package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.rules.exit.ExitCodes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A diagnosis as the API and a message to a person have it; described in {@code docs/diagnose.md}. */
public final class BundleJson {
    private BundleJson() {}

    /** @param shown a time of ours as the clock on the wall shows it; the engine's own are left as they are */
    public static JsonObject of(Bundle bundle, UnaryOperator<Instant> shown) {
        JsonObject json = new JsonObject()
                .put("service", bundle.service())
                .put("conclusions", new JsonArray(Conclusions.of(bundle)))
                .put("lastGood", bundle.lastGood() == null ? null : shown.apply(bundle.lastGood()).toString())
                .put("changes", new JsonArray(bundle.changes()))
                .put("firstError", bundle.firstError())
                .put("log", new JsonArray(bundle.log()))
                .put("imageThere", bundle.imageThere())
                .put("portHolders", new JsonArray(bundle.portHolders()))
                .put("gpuLacks", new JsonArray(bundle.gpuLacks()))
                .put("missing", new JsonArray(bundle.missing()));
        new GpuFindingsJson(shown).in(json, bundle.gpus());
        ContainerState state = bundle.state();
        if (state != null) {
            json.put("container", container(state));
            json.put("memory", new JsonObject()
                    .put("usedBytes", bundle.memoryBytes())
                    .put("limitBytes", state.limits().memoryBytes())
                    .put("oomKilled", state.oomKilled()));
            if (state.health() != null) {
                json.put("health", health(state.health(), bundle.details()));
            }
        }
        if (bundle.details() != null) {
            put(json, bundle.details());
        }
        bundle.parts().forEach(part -> json.mergeIn(part.json()));
        return json;
    }

    private static JsonObject container(ContainerState state) {
        return new JsonObject()
                .put("id", state.id())
                .put("name", state.name())
                .put("image", state.image())
                .put("imageId", state.imageId())
                .put("status", state.status())
                .put("exitCode", state.exitCode())
                .put("meaning", state.startedAt() == null && !state.error().isEmpty()
                        ? "it could not be started"
                        : ExitCodes.meaning(state.exitCode()))
                .put("error", state.error())
                .put("startedAt", text(state.startedAt()))
                .put("finishedAt", text(state.finishedAt()))
                .put("restartPolicy", state.restartPolicy().name())
                .put("restartCount", state.restartCount())
                .put("gpus", state.gpus().words());
    }

    private static JsonObject health(HealthState health, @Nullable Details details) {
        JsonObject json = new JsonObject().put("status", health.status()).put("failingStreak", health.failingStreak());
        if (details != null && details.check() != null) {
            json.put("timeoutMillis", details.check().timeout().toMillis())
                    .put("intervalMillis", details.check().interval().toMillis());
        }
        return json.put("probes", new JsonArray(health.log()
                .stream()
                .map(probe -> new JsonObject()
                        .put("at", text(probe.start()))
                        .put("tookMillis", Conclusions.took(probe).toMillis())
                        .put("exitCode", probe.exitCode())
                        .put("output", probe.output()))
                .toList()));
    }

    private static void put(JsonObject json, Details details) {
        JsonObject settings = new JsonObject();
        new TreeMap<>(details.settings()).forEach(settings::put);
        json.put("settings", settings)
                .put("mounts", list(details.mounts(), mount -> new JsonObject()
                        .put("type", mount.type())
                        .put("source", mount.source())
                        .put("destination", mount.destination())
                        .put("writable", mount.writable())))
                .put("networks", list(details.networks(), network -> new JsonObject()
                        .put("name", network.name())
                        .put("address", network.address())
                        .put("aliases", new JsonArray(network.aliases()))))
                .put("ports", list(details.ports(), port -> new JsonObject()
                        .put("address", port.address())
                        .put("host", port.host())
                        .put("inside", port.inside())));
    }

    private static <T> JsonArray list(List<T> all, Function<T, JsonObject> one) {
        return new JsonArray(all.stream().map(one).toList());
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}

package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.collectors.base.health.Health;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks for the instance that runs with a configuration. */
final class InstanceLook {
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private InstanceLook() {}

    /** Blocks, for a few seconds at most. */
    static Instance of(Config config) {
        try {
            // Costs less than the other way where nobody answers.
            new StatusLine(config.controlSocket()).of("/-/healthy", DEADLINE);
            Control control = new Control(Peer.here(config.controlSocket()));
            JsonObject ready = control.get("/-/ready");
            JsonObject about = control.get("/api/v1/status").getJsonObject("data", new JsonObject());
            return new Instance(Optional.of(new Instance.Told(about.getString("version", "not told"),
                    ready.getBoolean("ready", false), parts(ready.getJsonObject("parts", new JsonObject())))), "",
                    true);
        } catch (IOException nobody) {
            return new Instance(Optional.empty(), String.valueOf(nobody.getMessage()), listens(config.listen()));
        }
    }

    private static Map<String, Health.Part> parts(JsonObject said) {
        Map<String, Health.Part> parts = new TreeMap<>();
        said.fieldNames().forEach(name -> {
            JsonObject part = said.getJsonObject(name);
            parts.put(name, new Health.Part(
                    Health.Status.valueOf(part.getString("status").toUpperCase(Locale.ROOT)),
                    part.getString("reason", "")));
        });
        return parts;
    }

    /** Connects, says nothing and goes. */
    private static boolean listens(Listen listen) {
        if (listen.port() == 0) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(listen.host(), listen.port()), (int) DEADLINE.toMillis());
            return true;
        } catch (IOException free) {
            return false;
        }
    }
}

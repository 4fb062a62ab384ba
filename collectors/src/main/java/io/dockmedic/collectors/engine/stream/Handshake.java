package io.dockmedic.collectors.engine.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.engine.client.EngineHttp;
import io.dockmedic.collectors.engine.client.EngineHttp.Answer;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.InfoReader;
import io.dockmedic.collectors.engine.client.UnsupportedEngineException;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out who answers and in which version to speak. */
final class Handshake {
    /**
     * @param engineTime the engine's clock when it answered; this machine's where it does not tell
     * @param asked      in our own time
     * @param answered   in our own time
     */
    record Hello(ApiVersion version, EngineInfo engine, Instant engineTime, Instant asked, Instant answered) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a socket proxy says to what it does not let through. */
    private static final List<Integer> NOT_FOR_US = List.of(401, 403, 404);

    private final EngineHttp http;
    private final Clock clock;
    private final @Nullable ApiVersion wanted;
    private final Duration within;

    Handshake(EngineHttp http, Clock clock, @Nullable ApiVersion wanted, Duration within) {
        this.http = http;
        this.clock = clock;
        this.wanted = wanted;
        this.within = within;
    }

    Future<Hello> greet() {
        return http.get("/_ping", within).compose(ping -> {
            if (ping.status() != 200) {
                return Future.failedFuture(new NotSubscribedException("the ping", ping.status()));
            }
            try {
                return introduce(ApiVersion.negotiate(ping.apiVersion(), wanted));
            } catch (UnsupportedEngineException e) {
                return Future.failedFuture(e);
            }
        });
    }

    private Future<Hello> introduce(ApiVersion version) {
        Instant asked = clock.now();
        return http.get("/v" + version + "/info", within).compose(info -> {
            if (info.status() == 200) {
                Instant answered = clock.now();
                JsonNode json = json(info);
                return Future.succeededFuture(
                        new Hello(version, InfoReader.fromInfo(json, version), time(json), asked, answered));
            }
            // Socket proxies commonly allow events, ping and version, and deny the rest.
            return NOT_FOR_US.contains(info.status())
                    ? withVersionOnly(version)
                    : Future.failedFuture(new NotSubscribedException("/info", info.status()));
        });
    }

    private Future<Hello> withVersionOnly(ApiVersion version) {
        return http.get("/v" + version + "/version", within)
                .map(answer -> {
                    Instant now = clock.now();
                    return new Hello(version, InfoReader.fromVersion(json(answer), version), clock.shown(now), now,
                            now);
                });
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body().getBytes());
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private Instant time(JsonNode info) {
        try {
            return OffsetDateTime.parse(info.path("SystemTime").asText("")).toInstant();
        } catch (DateTimeParseException none) {
            return ours();
        }
    }

    private Instant ours() {
        return clock.shown(clock.now());
    }
}

package io.dockmedic.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.StreamEndpoint;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.Samples;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who comes again is told what it missed, over HTTP. */
@Timeout(60)
class ResumeTest {
    private static final int REMEMBERED = 3;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Feed feed = new Feed("run", REMEMBERED);
    private final IncidentView view = new IncidentView(() -> Future.succeededFuture(List.of()), meters,
            id -> feed.changed(Change.incident(id)), id -> List.of());
    private HttpStage stage;

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
        Audience audience = new Audience(feed, view, new IncidentJson(at -> at), () -> Future.failedFuture("none"),
                () -> Future.failedFuture("none"), JsonObject::new, new VertxTimers(vertx));
        stage = new HttpStage(new Listen("127.0.0.1", 0), folder.resolve("control.sock"),
                new Access(Token.at(folder.resolve("token")), List.of()), Optional.empty(),
                List.of(new StreamEndpoint(audience, () -> new JsonObject().put("version", "1"))));
        vertx.deployVerticle(view).await(60, TimeUnit.SECONDS);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private void happens(String... incidents) throws Exception {
        Publisher<IncidentChange> rules = new Publisher<>(vertx, Incidents.TOPIC, List.of(IncidentView.SUBSCRIBER),
                meters);
        for (String id : incidents) {
            rules.publish(new IncidentChange(IncidentChange.What.FIRED,
                    Samples.incident(id, Incident.State.FIRING), RemedyPlan.NONE)).await(60, TimeUnit.SECONDS);
        }
    }

    /** @param id of the last event that was seen; empty for none */
    private Looking look(String id) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + stage.port() + "/api/v1/stream"));
        if (!id.isEmpty()) {
            request.header("Last-Event-ID", id);
        }
        HttpResponse<InputStream> answer = client.send(request.build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new Looking(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /** An event as it came. */
    private record Told(String id, String event, JsonObject data) {
        String incident() {
            return data.getString("id", "");
        }
    }

    /** A client, until it is closed. */
    private record Looking(BufferedReader lines) implements AutoCloseable {
        /** The next of these that changes; what the parts say of themselves is left out. */
        Told next() throws IOException {
            String id = "";
            String event = "";
            JsonObject data = new JsonObject();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = new JsonObject(line.substring(6));
                } else if (line.isEmpty() && !event.isEmpty() && !event.equals("parts")) {
                    return new Told(id, event, data);
                }
            }
            throw new IOException("it ended");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void whoComesAgainIsToldWhatItMissedEachThingOnceAndGoesOn() throws Exception {
        String seen;
        try (Looking first = look("")) {
            Told hello = first.next();
            assertThat(hello.event()).isEqualTo("hello");
            assertThat(hello.data().getString("version")).isEqualTo("1");
            happens("a");
            Told a = first.next();
            assertThat(a.event()).isEqualTo("incident");
            assertThat(a.incident()).isEqualTo("a");
            seen = a.id();
        }
        happens("b", "c", "b");
        try (Looking again = look(seen)) {
            List<Told> missed = List.of(again.next(), again.next());
            assertThat(missed).extracting(Told::event, Told::incident)
                    .containsExactly(tuple("incident", "c"), tuple("incident", "b"));
            happens("d");
            assertThat(again.next().incident()).isEqualTo("d");
        }
    }

    @Test
    void whoWasAwayForTooLongIsToldToAskForEverythingAndGoesOn() throws Exception {
        happens("a", "b");
        happens("c", "d", "e");
        for (String tooOld : List.of("run-1", "before-1", "nonsense")) {
            try (Looking again = look(tooOld)) {
                Told reset = again.next();
                assertThat(reset.event()).as(tooOld).isEqualTo("reset");
                assertThat(reset.data().getString("version")).isEqualTo("1");
                happens("f");
                Told next = again.next();
                assertThat(next.incident()).as("and nothing of before").isEqualTo("f");
                try (Looking then = look(reset.id())) {
                    assertThat(then.next().incident()).as("what reset gave is good to go on from").isEqualTo("f");
                }
            }
        }
    }
}

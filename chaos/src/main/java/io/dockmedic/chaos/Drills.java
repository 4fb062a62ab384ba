package io.dockmedic.chaos;

import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.observe.Finding;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Storms of alerts, as Alertmanager sends them: many at once, and again until they are taken. Nothing is done about any but the last
 * of each storm, of which a person must hear, and once.
 */
final class Drills implements AutoCloseable {
    private static final String RULE = "Drill";
    private static final int BATCHES = 5;
    private static final int ALERTS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final ShippedProgram program;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger storms = new AtomicInteger();
    private final List<String> taken = new ArrayList<>();

    Drills(ShippedProgram program) {
        this.program = program.rules("drill.yml", """
                groups:
                  - name: drills
                    rules:
                      - alert: %s
                        on: external.alert
                        when: event.alert.startsWith('%s') && event.status == 'firing'
                        by: [event.alert]
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        annotations: {summary: "{{ event.alert }}"}
                        remedy: [{action: escalate}]
                """.formatted(RULE, RULE));
    }

    /** One storm; returns when all of it was taken, whoever was killed meanwhile, or nobody takes it. */
    void storm() {
        String name = RULE + storms.incrementAndGet();
        for (int batch = 0; batch < BATCHES; batch++) {
            int number = batch;
            String noise = IntStream.range(0, ALERTS)
                    .mapToObj(one -> alert("Noise", name + " " + number + " " + one))
                    .collect(Collectors.joining(","));
            send(noise);
        }
        if (send(alert(name, name))) {
            taken.add(name);
        }
    }

    /** Those that were taken and of which nobody heard, or twice; waits a while for what may still come. */
    List<Finding> findings(Pager pager) {
        Patience.until(LIMIT, () -> taken.stream().noneMatch(name -> pager.escalations(name).isEmpty()));
        List<Finding> findings = new ArrayList<>();
        for (String name : taken) {
            int told = pager.escalations(name).size();
            if (told == 0) {
                findings.add(new Finding(Finding.Kind.LOST, "host", name + " was answered 200 and told to nobody"));
            } else if (told > 1) {
                findings.add(new Finding(Finding.Kind.DOUBLED, "host", name + " was told " + told + " times"));
            }
        }
        return findings;
    }

    private boolean send(String alerts) {
        String body = """
                {"version": "4", "receiver": "dockmedic", "status": "firing", "alerts": [%s]}""".formatted(alerts);
        return Patience.until(LIMIT, () -> posted(body));
    }

    private static String alert(String name, String fingerprint) {
        return """
                {"status": "firing", "labels": {"alertname": "%s", "drill": "%s"}, "annotations": {}, "startsAt": "%s",
                 "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%s"}""".formatted(name, fingerprint, Instant.now(),
                fingerprint);
    }

    private boolean posted(String body) {
        try {
            String token = Files.readString(program.data().resolve("token")).strip();
            return client.send(HttpRequest.newBuilder(program.address("/api/v1/alerts"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                    .build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

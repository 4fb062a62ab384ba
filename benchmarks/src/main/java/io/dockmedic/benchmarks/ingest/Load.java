package io.dockmedic.benchmarks.ingest;

import io.dockmedic.benchmarks.reaction.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Alerts that come at a steady rate, whether what came before was answered or not: as Alertmanager's webhook sends them, a
 * group at a time, each alert another one. Its clock does not wait, so a request that had to wait for its turn has
 * waited in the figures too.
 */
final class Load {
    private static final int CONNECTIONS = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;
    private final int group;
    private final Duration every;
    private final AtomicLong next = new AtomicLong();
    private final List<Answer> answered = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Long> answers = Collections.synchronizedMap(new TreeMap<>());
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean ended;

    /**
     * @param rate  alerts a second
     * @param group how many in a request
     */
    Load(URI address, String token, int rate, int group) {
        this.address = address;
        this.token = token;
        this.group = group;
        this.every = Duration.ofSeconds(1).multipliedBy(group).dividedBy(rate);
    }

    void start() {
        long begin = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(Thread.ofPlatform().daemon().name("load-" + i).start(() -> send(begin)));
        }
    }

    /**
     * A request that was answered.
     *
     * @param due  since the beginning
     * @param took from when it was due
     */
    record Answer(Duration due, Duration took) {}

    /** How long each request took that was due so long after the beginning, or later. */
    List<Duration> answered(Duration after) {
        return List.copyOf(answered)
                .stream()
                .filter(one -> one.due().compareTo(after) >= 0)
                .map(Answer::took)
                .toList();
    }

    /** How many were answered how. */
    Map<String, Long> answers() {
        return new TreeMap<>(answers);
    }

    long taken() {
        return answers.getOrDefault("200", 0L) * group;
    }

    /** Sends no more, and waits for what was sent. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread sender : senders) {
            sender.join();
        }
        client.close();
    }

    private void send(long begin) {
        while (!ended) {
            long number = next.getAndIncrement();
            long due = begin + number * every.toNanos();
            Waiting.quietly(Duration.ofNanos(due - System.nanoTime()));
            answers.merge(post(body(number)), 1L, Long::sum);
            answered.add(new Answer(Duration.ofNanos(due - begin), Duration.ofNanos(System.nanoTime() - due)));
        }
    }

    private String post(String body) {
        try {
            return Integer.toString(client.send(HttpRequest.newBuilder(address)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(), HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Of a thousand services; an alert is known by its labels and since when it fires. */
    String body(long number) {
        Instant since = Instant.parse("2026-01-01T00:00:00Z").plusMillis(number);
        StringBuilder alerts = new StringBuilder();
        for (int i = 0; i < group; i++) {
            alerts.append(i == 0 ? "" : ",")
                    .append("""
                            {"status": "firing", "labels": {"alertname": "HighLatency", "severity": "warning", "job": "web",
                             "service": "shop/web/%d", "instance": "10.0.0.%d:8080"},
                             "annotations": {"summary": "p99 of shop/web is 1.3 s", "runbook_url": "https://wiki.example/latency"},
                             "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%016x"}"""
                            .formatted(
                                    i, number % 1000, since, number * group + i));
        }
        return "{\"version\": \"4\", \"groupKey\": \"g\", \"status\": \"firing\", \"receiver\": \"dockmedic\", \"alerts\": ["
                + alerts + "]}";
    }
}

package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Containers that run until they are killed from outside, and the engine's own word on when they died and started. */
public final class Herd implements AutoCloseable {
    private static final Duration DEATH = Duration.ofSeconds(10);

    private final PrivateEngine engine;
    private final String image;
    private final Map<String, Instant> died = new ConcurrentHashMap<>();
    private final Map<String, Instant> started = new ConcurrentHashMap<>();
    private final Map<String, Long> processes = new HashMap<>();
    private final Events events;
    private int made;

    public Herd(PrivateEngine engine) {
        this.engine = engine;
        this.image = BusyboxImage.in(engine);
        this.events = new Events(engine.socket(), "{\"event\":[\"die\",\"start\"]}", this::happened);
    }

    private void happened(JsonNode event) {
        long nanos = event.path("timeNano").asLong();
        Map<String, Instant> when = event.path("Action").asText().equals("die") ? died : started;
        when.put(event.at("/Actor/ID").asText(), Instant.ofEpochSecond(0, nanos));
    }

    /** Starts so many, and returns their ids. */
    List<String> start(int count, String label) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(engine.docker("run", "--detach", "--network", "none", "--name", "bench-" + made++, "--label", label,
                    image).orFail().text());
        }
        List<String> call = new ArrayList<>(List.of("inspect", "--format", "{{.Id}} {{.State.Pid}}"));
        call.addAll(ids);
        engine.docker(call.toArray(String[]::new)).orFail().text().lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            processes.put(words[0], Long.parseLong(words[1]));
        });
        return ids;
    }

    /** SIGKILL to its process, past the engine: a fault, not a request. Returns when the engine says it died. */
    Instant kill(String id) {
        started.remove(id);
        ProcessHandle.of(Objects.requireNonNull(processes.get(id), id)).ifPresent(ProcessHandle::destroyForcibly);
        Waiting.until("the engine tells of a death", DEATH, () -> died.containsKey(id));
        return Objects.requireNonNull(died.get(id), id);
    }

    /** Whether it was started after it died. */
    boolean startedAgain(String id) {
        return Optional.ofNullable(started.get(id)).filter(at -> at.isAfter(died.get(id))).isPresent();
    }

    void remove(List<String> ids) {
        String[] call = new String[ids.size() + 2];
        Arrays.setAll(call, i -> i == 0 ? "rm" : i == 1 ? "--force" : ids.get(i - 2));
        engine.docker(call).orFail();
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

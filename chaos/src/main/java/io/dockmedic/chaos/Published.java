package io.dockmedic.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import io.dockmedic.testkit.observe.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A broker to which the program publishes, and whether all that must be there is, however often it was stopped. */
final class Published implements AutoCloseable {
    private static final String TOPIC = "chaos";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealBroker broker;

    Published(Path folder) {
        broker = new RealBroker(folder).start();
        try (BrokerTalk talk = new BrokerTalk(broker)) {
            talk.topic(TOPIC, 1);
        }
    }

    String settings() {
        return "kafka: {brokers: [\"%s\"], publish: {topic: %s}}%n".formatted(broker.open(), TOPIC);
    }

    /** It is killed, and is away for so long. */
    void stopped(Duration time) {
        broker.kill();
        Patience.linger(time);
        broker.start();
    }

    /** Incidents that began to fire, by the program's own record, and of which the topic knows nothing; waits for what may still come. */
    List<Finding> findings(ShippedProgram program) {
        Set<String> missing = new HashSet<>();
        Patience.until(LIMIT, () -> {
            missing.clear();
            program.incidents()
                    .stream()
                    .filter(incident -> incident.hasNonNull("firedAt"))
                    .forEach(incident -> missing.add(incident.path("id").asText()));
            missing.removeAll(fired());
            return missing.isEmpty();
        });
        return missing.stream()
                .map(id -> new Finding(Finding.Kind.LOST, "host", "incident " + id + " was never published"))
                .toList();
    }

    private Set<String> fired() {
        try (BrokerTalk talk = new BrokerTalk(broker)) {
            return talk.read(TOPIC, 0)
                    .stream()
                    .map(one -> parsed(one.value()))
                    .filter(event -> event.path("type").asText().equals("io.dockmedic.incident.fired"))
                    .map(event -> event.at("/data/id").asText())
                    .collect(Collectors.toSet());
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}

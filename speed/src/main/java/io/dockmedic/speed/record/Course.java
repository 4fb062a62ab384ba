package io.dockmedic.speed.record;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Containers with the labels that Compose gives, each used a little differently at each reading; now and then one dies. */
final class Course {
    private static final Duration OVER = Duration.ofSeconds(10);
    private static final long LIMIT = 1L << 30;

    private final List<Container> containers;
    private final Random random = new Random(1);

    Course(int many) {
        containers = IntStream.range(0, many).mapToObj(Course::container).toList();
    }

    /** A reading of each. */
    List<Event> readings(Instant at) {
        return containers.stream()
                .<Event>map(one -> new Sampled(at, "host", Origin.DOCKMEDIC, one, usage()))
                .toList();
    }

    Event death(Instant at) {
        return new Died(at, "host", Origin.ENGINE, containers.get(random.nextInt(containers.size())),
                random.nextInt(3), false,
                new Judgement(Intent.NOT_ASKED, false, List.of("no signal was sent before it")), false, 0,
                Duration.ofSeconds(random.nextInt(100_000)), false,
                at.minusSeconds(random.nextInt(100_000)).toString());
    }

    private Usage usage() {
        int percent = random.nextInt(100);
        return new Usage(OVER, random.nextInt(200), 200, random.nextInt(5),
                LIMIT / 100 * percent + random.nextInt(1 << 20),
                LIMIT, percent, 0, 10 + random.nextInt(20), 4_096, 0, random.nextInt(200), 1_024, random.nextInt(20),
                random.nextInt(3), 0, random.nextInt(3));
    }

    private static Container container(int number) {
        String project = "stack-" + number / 5;
        String service = List.of("web", "worker", "db", "cache", "proxy").get(number % 5);
        String name = project + "-" + service + "-1";
        String hash = String.format(Locale.ROOT, "%064x", new BigInteger(256, new Random(number)));
        Map<String, String> labels = Map.of(
                "com.docker.compose.project", project, "com.docker.compose.service", service,
                "com.docker.compose.container-number", "1", "com.docker.compose.oneoff", "False",
                "com.docker.compose.config-hash", hash, "com.docker.compose.version", "2.29.7",
                "com.docker.compose.project.working_dir", "/srv/" + project,
                "com.docker.compose.project.config_files", "/srv/" + project + "/compose.yml",
                "org.opencontainers.image.source", "https://git.example.org/" + service,
                "dockmedic.heal", "true");
        return new Container(hash, name, "registry.example.org/" + service + ":1." + number, labels,
                Service.of(name, labels), false);
    }
}

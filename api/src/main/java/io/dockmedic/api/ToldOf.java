package io.dockmedic.api;

import io.dockmedic.api.config.Config;
import io.dockmedic.remediation.publish.kafka.PublishStage;
import java.util.ArrayList;
import java.util.List;

/** Who is told: those that always are, and whoever the owner's configuration adds. */
final class ToldOf {
    private ToldOf() {}

    /** Of what is published on a topic too, where there is one. */
    static List<String> of(Config config, String... always) {
        List<String> all = new ArrayList<>(List.of(always));
        config.kafka().publishing().ifPresent(topic -> all.add(PublishStage.SUBSCRIBER));
        return List.copyOf(all);
    }
}

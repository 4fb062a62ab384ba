package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An id decides alone: it tells containers of other hosts apart too. Else the name counts, then the Compose service. */
final class UsualLabels implements Naming {
    /** cAdvisor's {@code id} is a control group: {@code /docker/…} or {@code /system.slice/docker-….scope}. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final List<String> IDS = List.of("id", "container_id");
    private static final List<String> NAMES = List.of("name", "container_name", "container");
    private static final String COMPOSE = "container_label_com_docker_compose_";

    @Override
    public List<String> names(Alert alert) {
        return names(alert.labels());
    }

    static List<String> names(Map<String, String> labels) {
        for (String label : IDS) {
            Matcher id = ID.matcher(labels.getOrDefault(label, ""));
            if (id.find()) {
                return List.of(id.group());
            }
        }
        List<String> names = new ArrayList<>();
        for (String label : NAMES) {
            String name = labels.getOrDefault(label, "");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        String service = labels.getOrDefault(COMPOSE + "service", "");
        if (!service.isEmpty()) {
            String project = labels.getOrDefault(COMPOSE + "project", "");
            String number = labels.getOrDefault(COMPOSE + "container_number", "");
            names.add((project.isEmpty() ? "" : project + "/") + service
                    + (project.isEmpty() || number.isEmpty() ? "" : "/" + number));
        }
        return names;
    }
}

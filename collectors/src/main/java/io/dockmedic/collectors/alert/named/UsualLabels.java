package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An id decides alone: it tells containers of other hosts apart too. Else the name counts, then the Compose service. */
final class UsualLabels implements Naming {
    /** cAdvisor's {@code id} is a control group: {@code /docker/…} or {@code /system.slice/docker-….scope}. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final List<String> IDS = List.of("id", "container_id");
    private static final List<String> NAMES = List.of("name", "container_name", "container");
    private static final String COMPOSE = "container_label_com_docker_compose_";

    /** dcgm-exporter's, on its NVLink series, and nvidia_gpu_exporter's. */
    private static final List<String> UUIDS = List.of("UUID", "gpu_uuid", "uuid");
    private static final Pattern UUID = Pattern.compile("GPU-\\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    /** Disks have a label {@code device} as well. */
    private static final Pattern DEVICE = Pattern.compile("nvidia\\d{1,4}");

    private static final List<String> HOSTS = List.of("host", "hostname", "Hostname", "node", "nodename");
    private static final List<String> HINTS = List.of("instance");

    @Override
    public List<String> names(Alert alert) {
        return names(alert.labels());
    }

    @Override
    public List<String> gpus(Alert alert) {
        return gpus(alert.labels());
    }

    @Override
    public List<String> hosts(Alert alert) {
        return values(alert.labels(), HOSTS);
    }

    @Override
    public List<String> hints(Alert alert) {
        return values(alert.labels(), HINTS);
    }

    static List<String> names(Map<String, String> labels) {
        for (String label : IDS) {
            Matcher id = ID.matcher(labels.getOrDefault(label, ""));
            if (id.find()) {
                return List.of(id.group());
            }
        }
        List<String> names = new ArrayList<>(values(labels, NAMES));
        String service = labels.getOrDefault(COMPOSE + "service", "");
        if (!service.isEmpty()) {
            String project = labels.getOrDefault(COMPOSE + "project", "");
            String number = labels.getOrDefault(COMPOSE + "container_number", "");
            names.add((project.isEmpty() ? "" : project + "/") + service
                    + (project.isEmpty() || number.isEmpty() ? "" : "/" + number));
        }
        return names;
    }

    /** The narrowest alone: a number is another GPU's on every host. */
    static List<String> gpus(Map<String, String> labels) {
        return Stream.of(
                values(labels, UUIDS).stream().filter(text -> UUID.matcher(text).matches()).toList(),
                values(labels, List.of("pci_bus_id")),
                values(labels, List.of("device")).stream().filter(text -> DEVICE.matcher(text).matches()).toList(),
                values(labels, List.of("gpu")).stream().filter(text -> NUMBER.matcher(text).matches()).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    static List<String> hosts(Map<String, String> labels) {
        return values(labels, HOSTS);
    }

    static List<String> hints(Map<String, String> labels) {
        return values(labels, HINTS);
    }

    private static List<String> values(Map<String, String> labels, List<String> names) {
        return names.stream().map(name -> labels.getOrDefault(name, "")).filter(text -> !text.isEmpty()).toList();
    }
}

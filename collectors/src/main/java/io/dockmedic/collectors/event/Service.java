package io.dockmedic.collectors.event;

import java.util.Map;

/**
 * What identity follows: budgets, ladders and counters belong to a service and outlive its containers. A Compose
 * service is known by project, service and container number (the labels Compose sets); anything else by its name.
 *
 * @param project Compose project, or empty
 * @param name    Compose service, or the container's name
 * @param number  Compose container number, {@code 1} and up, or empty
 */
public record Service(String project, String name, String number) {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final String NUMBER = "com.docker.compose.container-number";
    private static final String ONE_OFF = "com.docker.compose.oneoff";

    /** The service a container belongs to, by its labels, else its name (without the slash the engine writes). */
    public static Service of(String containerName, Map<String, String> labels) {
        String project = labels.getOrDefault(PROJECT, "");
        String service = labels.getOrDefault(SERVICE, "");
        if (project.isEmpty() || service.isEmpty() || oneOff(labels)) {
            return new Service("", containerName, "");
        }
        return new Service(project, service, labels.getOrDefault(NUMBER, "1"));
    }

    /** Whether a container with these labels was started once, by {@code docker compose run}: it is none of its Compose service's. */
    public static boolean oneOff(Map<String, String> labels) {
        return "true".equalsIgnoreCase(labels.get(ONE_OFF));
    }

    /** The one text that stands for the service everywhere: {@code project/service/number}, or the name. */
    public String key() {
        return project.isEmpty() ? name : project + "/" + name + "/" + number;
    }

    @Override
    public String toString() {
        return key();
    }
}

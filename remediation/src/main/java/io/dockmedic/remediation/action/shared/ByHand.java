package io.dockmedic.remediation.action.shared;

import io.dockmedic.collectors.engine.client.ContainerState;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person types. */
public final class ByHand {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final String FOLDER = "com.docker.compose.project.working_dir";
    private static final String FILES = "com.docker.compose.project.config_files";
    private static final String VARIABLES = "com.docker.compose.project.environment_file";

    private ByHand() {}

    /**
     * To make one anew whose network is gone; to be put behind what is said of it. With what it depends on: where nothing came in the
     * place of what is gone, Compose refuses it alone.
     */
    public static String anew(ContainerState child) {
        return up(child.labels(), "--detach --force-recreate").map(line -> "; by hand: " + line)
                .orElse("; make it anew by hand, with --network container:NAME");
    }

    /**
     * To have Compose see to a service, from whichever folder it is typed: Compose looks for its files where it is called, unless
     * it is told. Empty when the service is not Compose's.
     *
     * @param labels  of a container of it
     * @param options of {@code up}
     */
    public static Optional<String> up(Map<String, String> labels, String options) {
        String project = labels.getOrDefault(PROJECT, "");
        String service = labels.getOrDefault(SERVICE, "");
        if (project.isEmpty() || service.isEmpty()) {
            return Optional.empty();
        }
        String folder = labels.getOrDefault(FOLDER, "");
        return Optional.of("docker compose -p " + quoted(project)
                + (folder.isEmpty() ? "" : " --project-directory " + quoted(folder))
                + each(labels, FILES, " -f ") + each(labels, VARIABLES, " --env-file ") + " up " + options + " "
                + quoted(service));
    }

    private static String each(Map<String, String> labels, String label, String option) {
        return Arrays.stream(labels.getOrDefault(label, "").split(",", -1))
                .filter(file -> !file.isBlank())
                .map(file -> option + quoted(file))
                .collect(Collectors.joining());
    }

    /** For a shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

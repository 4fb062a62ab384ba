package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.event.Container;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** How somebody goes on with the newer image, for a person. */
final class ByHand {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final String FOLDER = "com.docker.compose.project.working_dir";
    private static final String FILES = "com.docker.compose.project.config_files";

    private ByHand() {}

    /** Compose looks for its files where it is called, unless it is told. */
    static String of(Container container, String image) {
        Map<String, String> labels = container.labels();
        String project = labels.getOrDefault(PROJECT, "");
        String service = labels.getOrDefault(SERVICE, "");
        if (project.isEmpty() || service.isEmpty()) {
            return "deploy " + container.name() + " again on " + image;
        }
        String folder = labels.getOrDefault(FOLDER, "");
        String files = Arrays.stream(labels.getOrDefault(FILES, "").split(",", -1))
                .filter(file -> !file.isBlank())
                .map(file -> " -f " + quoted(file))
                .collect(Collectors.joining());
        return "docker compose -p " + quoted(project)
                + (folder.isEmpty() ? "" : " --project-directory " + quoted(folder))
                + files + " up -d " + quoted(service);
    }

    /** For a shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

package io.dockmedic.collectors.container.shared;

import io.dockmedic.collectors.event.Service;
import java.util.Map;

/**
 * Whose network it is that others share. The name of a Compose project is that of a folder as a rule, so another project on the same machine may
 * have it too: they are told apart by where they were deployed from.
 *
 * @param service   of which it is
 * @param directory the folder of its Compose project; empty when it is of none, or that is not known
 * @param files     the files of that; empty as well
 */
public record NetworkOwner(Service service, String directory, String files) {
    private static final String DIRECTORY = "com.docker.compose.project.working_dir";
    private static final String FILES = "com.docker.compose.project.config_files";

    /** That of a container. */
    public static NetworkOwner of(String containerName, Map<String, String> labels) {
        Service service = Service.of(containerName, labels);
        return service.project().isEmpty()
                ? new NetworkOwner(service, "", "")
                : new NetworkOwner(service, labels.getOrDefault(DIRECTORY, ""), labels.getOrDefault(FILES, ""));
    }

    /** Whether that one, of the same service, was deployed from the same place, as far as is known where this one was. */
    public boolean sameDeployment(NetworkOwner other) {
        return (directory.isEmpty() || directory.equals(other.directory))
                && (files.isEmpty() || files.equals(other.files));
    }

    /** Where it was deployed from, for a person. */
    public String place() {
        return files.isEmpty() ? directory : directory + " (" + files + ")";
    }

    boolean placeKnown() {
        return !directory.isEmpty() || !files.isEmpty();
    }
}

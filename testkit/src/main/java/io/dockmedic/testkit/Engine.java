package io.dockmedic.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A container engine with a socket that the {@code docker} command line can talk to. */
public interface Engine extends AutoCloseable {
    /** The socket's path, short enough for any client. */
    Path socket();

    /** What to put into {@code DOCKER_HOST}. */
    default String dockerHost() {
        return "unix://" + socket();
    }

    /** Runs the {@code docker} command line against it, as a person would, and waits for its end. */
    Finished docker(String... arguments);

    /**
     * Starts a container in the background, off the network.
     *
     * @param options more options for {@code docker run}
     * @return its full id
     */
    default String run(String name, List<String> options, String... command) {
        List<String> call = new ArrayList<>(List.of("run", "--detach", "--network", "none", "--name", name));
        call.addAll(options);
        call.add(BusyboxImage.in(this));
        call.addAll(List.of(command));
        return docker(call.toArray(String[]::new)).orFail().text();
    }

    /** Starts a container with labels in the background, off the network, and returns its full id. */
    default String run(String name, Map<String, String> labels, String... command) {
        List<String> options = labels.entrySet()
                .stream()
                .map(label -> "--label=" + label.getKey() + "=" + label.getValue())
                .toList();
        return run(name, options, command);
    }

    /** Ends it and leaves nothing of it behind. */
    @Override
    void close();
}

package io.dockmedic.api.doctor.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is behind a socket, as its usual place tells, and the commands for it. One at another place may be anything's, a
 * proxy's for one: of that it is only said how to find out.
 *
 * @param look    how to see how it is
 * @param start   how to start it; harmless where it runs
 * @param restart how to start it anew, and what that costs; empty where nobody knows
 */
record Behind(List<String> look, String start, List<String> restart) {
    private record Place(Pattern path, Behind behind) {}

    private static final String STOPS = " (containers stop, unless live-restore is on)";
    private static final String RUNS = " (containers have processes of their own, and run on)";

    private static final List<Place> PLACES = List.of(
            place("/run/docker\\.sock", "systemctl status docker", "journalctl --unit docker --lines 50",
                    "sudo systemctl enable --now docker", "sudo systemctl restart docker" + STOPS),
            place("/run/podman/podman\\.sock", "systemctl status podman.socket podman",
                    "journalctl --unit podman --lines 50", "sudo systemctl enable --now podman.socket",
                    "sudo systemctl restart podman" + RUNS),
            place("/run/user/\\d+/docker\\.sock", "as its user: systemctl --user status docker",
                    "journalctl --user --unit docker --lines 50", "as its user: systemctl --user enable --now docker",
                    "as its user: systemctl --user restart docker" + STOPS),
            place("/run/user/\\d+/podman/podman\\.sock", "as its user: systemctl --user status podman.socket podman",
                    "journalctl --user --unit podman --lines 50",
                    "as its user: systemctl --user enable --now podman.socket",
                    "as its user: systemctl --user restart podman" + RUNS),
            place(".*/\\.docker/(?:run|desktop)/docker\\.sock", "as its user: docker desktop status",
                    "docker desktop logs", "as its user: docker desktop start",
                    "as its user: docker desktop restart (containers stop)"));

    Behind {
        look = List.copyOf(look);
        restart = List.copyOf(restart);
    }

    /** @param socket as it is set */
    static Behind of(Path socket) {
        String usual = socket.toString().replaceFirst("^/var/run/", "/run/");
        return PLACES.stream()
                .filter(place -> place.path().matcher(usual).matches())
                .findFirst()
                .map(Place::behind)
                .orElseGet(() -> new Behind(
                        List.of("sudo ss --listening --unix --processes src " + socket + "   says who made it"),
                        "start what makes that socket", List.of()));
    }

    private static Place place(String path, String status, String journal, String start, String restart) {
        return new Place(Pattern.compile(path),
                new Behind(List.of(status, journal), start, List.of(restart)));
    }
}

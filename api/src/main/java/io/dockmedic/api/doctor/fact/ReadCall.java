package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.doctor.finding.Feature;
import java.util.List;

/**
 * A call that changes nothing and that a proxy before the engine may deny. They are asked about a container, an image, a
 * command and a network that do not exist: an engine answers that it has none, which is as good as yes.
 */
public enum ReadCall {
    EVENTS("GET /events", "/events?since=1&until=1", "EVENTS", Feature.WATCHING, Feature.HEALING), LIST(
            "GET /containers/json", "/containers/json?all=1&limit=1", "CONTAINERS", Feature.WATCHING,
            Feature.HEALING), INSPECT("GET /containers/ID/json", "/containers/" + Nobody.NAME + "/json", "CONTAINERS",
                    Feature.WATCHING,
                    Feature.HEALING), LOGS("GET /containers/ID/logs",
                            "/containers/" + Nobody.NAME + "/logs?stdout=1&tail=0", "CONTAINERS",
                            Feature.LOG_LINES), STATS("GET /containers/ID/stats",
                                    "/containers/" + Nobody.NAME + "/stats?stream=false&one-shot=true", "CONTAINERS",
                                    Feature.READINGS), IMAGE("GET /images/NAME/json",
                                            "/images/" + Nobody.NAME + "/json", "IMAGES",
                                            Feature.DIAGNOSIS), IMAGES("GET /images/json",
                                                    "/images/json?filters=%7B%22dangling%22%3A%5B%22true%22%5D%7D",
                                                    "IMAGES",
                                                    Feature.NAMELESS_IMAGES), EXEC("GET /exec/ID/json",
                                                            "/exec/" + Nobody.NAME + "/json", "EXEC",
                                                            Feature.PEOPLE), NETWORK("GET /networks/ID",
                                                                    "/networks/" + Nobody.NAME, "NETWORKS",
                                                                    Feature.NETWORKS), INFO("GET /info", "/info",
                                                                            "INFO",
                                                                            Feature.ENGINE_DISK,
                                                                            Feature.OTHER_DISKS,
                                                                            Feature.LOG_SIZES), SPACE("GET /system/df",
                                                                                    "/system/df", "SYSTEM",
                                                                                    Feature.SPACE);

    /** A name that nobody gives to anything. */
    private static final class Nobody {
        static final String NAME = "dockmedic-doctor-asks-about-nobody";

        private Nobody() {}
    }

    private final String shown;
    private final String path;
    private final String variable;
    @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot be changed.
    private final List<Feature> needed;

    ReadCall(String shown, String path, String variable, Feature... needed) {
        this.shown = shown;
        this.path = path;
        this.variable = variable;
        this.needed = List.of(needed);
    }

    /** Whether an engine has a lot to count before it answers. A proxy that denies it does so at once. */
    public boolean slow() {
        return this == SPACE;
    }

    /** Whether it is about a container, an image, a command or a network, which does not exist, so that there being none is a good answer. */
    public boolean aboutNobody() {
        return path.contains(Nobody.NAME);
    }

    /** For a person. */
    public String shown() {
        return shown;
    }

    /** Without the API's version, with its query. */
    public String path() {
        return path;
    }

    /** What allows it in {@code tecnativa/docker-socket-proxy} and its kin. */
    public String variable() {
        return variable;
    }

    /** What goes without it. */
    public List<Feature> needed() {
        return needed;
    }
}

package io.dockmedic.api.doctor.healer;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Programs that start, restart or replace other people's containers, by the images in which they come. */
enum KnownHealer {
    AUTOHEAL("docker-autoheal", "restarts unhealthy containers, without end", true,
            "willfarrell/autoheal", "tmknight/docker-autoheal"), DEUNHEALTH("deunhealth",
                    "restarts unhealthy containers, without end", true,
                    "qmcgaw/deunhealth"), RESTARTER("docker-restarter",
                            "restarts unhealthy containers and recreates what shares a network with them", true,
                            "cascandaliato/docker-restarter"), WATCHTOWER("Watchtower",
                                    "replaces containers when their images change", false,
                                    "containrrr/watchtower", "nickfedor/watchtower", "beatkind/watchtower",
                                    "v2tec/watchtower"), OUROBOROS("Ouroboros",
                                            "replaces containers when their images change", false,
                                            "pyouroboros/ouroboros"), WUD("What's up Docker",
                                                    "may replace containers when their images change", false,
                                                    "getwud/wud", "fmartinou/whats-up-docker"), KOMODO("Komodo",
                                                            "may redeploy stacks, and prunes images every day unless told otherwise",
                                                            false,
                                                            "moghtech/komodo-periphery",
                                                            "moghtech/komodo-core"), PORTAINER("Portainer",
                                                                    "may redeploy stacks when their source changes",
                                                                    false,
                                                                    "portainer/portainer-ce", "portainer/portainer-ee",
                                                                    "portainer/agent"), SWARM_CRONJOB("swarm-cronjob",
                                                                            "starts services at set times", false,
                                                                            "crazymax/swarm-cronjob");

    private final String title;
    private final String does;
    private final boolean restarts;
    @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot be changed.
    private final Set<String> images;

    KnownHealer(String title, String does, boolean restarts, String... images) {
        this.title = title;
        this.does = does;
        this.restarts = restarts;
        this.images = Set.of(images);
    }

    /** The one that an image is of, whatever its registry, tag or digest. */
    static Optional<KnownHealer> of(String image) {
        String name = image.toLowerCase(Locale.ROOT).replaceFirst("@.*", "").replaceFirst(":[^/]*$", "");
        return Stream.of(values())
                .filter(healer -> healer.images.stream().anyMatch(one -> name.equals(one) || name.endsWith("/" + one)))
                .findFirst();
    }

    String title() {
        return title;
    }

    String does() {
        return does;
    }

    /** Whether it does what Dockmedic does; others go before Dockmedic, which leaves alone what they are at. */
    boolean restarts() {
        return restarts;
    }
}

package io.dockmedic.collectors.audit.check;

import java.util.Collection;
import java.util.Optional;

/** Where an image is known to keep data. */
public final class DataPlace {
    private DataPlace() {}

    /** Whether an image is known to keep data, by its name. */
    public static boolean known(String image) {
        return Database.of(image).isPresent();
    }

    /**
     * Where such a container writes data that goes with it; empty when it is not known to, or something is mounted there.
     *
     * @param mounted paths inside, at which something is mounted
     */
    public static Optional<String> unkept(String image, Collection<String> mounted) {
        return Database.of(image)
                .map(Database::data)
                .filter(data -> mounted.stream().map(HostMounts::plain).noneMatch(path -> holds(path, data)));
    }

    private static boolean holds(String mounted, String data) {
        return mounted.equals(data) || mounted.startsWith(data + "/") || data.startsWith(mounted + "/");
    }
}

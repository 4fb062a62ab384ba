package io.dockmedic.api.cli;

import io.vertx.core.json.JsonObject;

/** A mount of a diagnosis in one line. */
final class MountLine {
    private MountLine() {}

    /** {@code /data <- bind /srv/data, on the host 0:0 755 on /srv (ext4)}. */
    static String of(JsonObject mount) {
        return mount.getString("destination") + " <- " + mount.getString("type") + " " + mount.getString("source")
                + (mount.getBoolean("writable") ? "" : " (read-only)") + file(mount) + filesystem(mount);
    }

    private static String file(JsonObject mount) {
        Boolean there = mount.getBoolean("there");
        if (there == null) {
            return "";
        }
        return there
                ? ", on the host " + mount.getLong("uid") + ":" + mount.getLong("gid") + " " + mount.getString("mode")
                : ", not on the host";
    }

    private static String filesystem(JsonObject mount) {
        return mount.getString("filesystem") == null
                ? ""
                : " on " + mount.getString("mountpoint") + " (" + mount.getString("filesystem")
                        + (mount.getBoolean("filesystemReadOnly") ? ", read-only" : "") + ")";
    }
}

package io.dockmedic.collectors.host.mount;

import java.util.Optional;

/**
 * What a path lies on. Neither device nor source is in it: both may be called otherwise after a boot.
 *
 * @param point    where that is mounted
 * @param type     {@code ext4}
 * @param readOnly the file system takes no writes, whoever mounted it where
 */
public record Ground(String point, String type, boolean readOnly) {
    private static final String READ_ONLY = "ro";

    /** Of a mount. A mount that is read-only for us alone, as systemd makes it for a service, is none. */
    public static Ground of(MountEntry mount) {
        return new Ground(mount.point(), mount.type(),
                mount.superOptions().contains(READ_ONLY) || mount.superOptions().contains("emergency_ro"));
    }

    /** What {@link #text()} wrote; empty for anything else. */
    public static Optional<Ground> read(String text) {
        String[] parts = text.split(" ", 3);
        return parts.length < 3
                ? Optional.empty()
                : Optional.of(new Ground(parts[2], parts[1], parts[0].equals(READ_ONLY)));
    }

    /** In one line. */
    public String text() {
        return (readOnly ? READ_ONLY : "rw") + " " + type + " " + point;
    }

    /**
     * Why what is at the path now is not what was there, for a person; empty when it is the same for all that is known. What is mounted
     * when somebody goes there ({@code autofs}) is there.
     */
    public Optional<String> differs(String path, Ground now) {
        if (!point.equals(now.point)) {
            return Optional
                    .of(path + " was on " + point + " (" + type + ") when it last ran well, and is on " + now.point
                            + " (" + now.type + ") now");
        }
        boolean same = type.equals(now.type) || now.type.equals("autofs") || type.equals("autofs");
        if (!same) {
            return Optional
                    .of(path + " was on a file system " + type + " when it last ran well, and is on one " + now.type
                            + " now, at " + point);
        }
        return !readOnly && now.readOnly
                ? Optional.of(path + " is on " + point + ", which takes no writes any more: it is read-only")
                : Optional.empty();
    }
}

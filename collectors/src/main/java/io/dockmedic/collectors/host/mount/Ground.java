package io.dockmedic.collectors.host.mount;

import java.util.List;
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
    /** Of ext4 from Linux 6.15 on, and of what was shut down. */
    private static final List<String> NO_WRITES = List.of(READ_ONLY, "emergency_ro", "shutdown");
    private static final String CLOSED = ", which takes no writes any more: it is read-only";
    private static final String BENEATH = "; if that is right now, it ran then on the folder beneath, and what it wrote is there";

    /** Of a mount. A mount that is read-only for us alone, as systemd makes it for a service, is none. */
    public static Ground of(MountEntry mount) {
        return new Ground(mount.point(), mount.type(),
                NO_WRITES.stream().anyMatch(mount.superOptions()::contains));
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
        if (comesWhenAskedFor(now) || now.comesWhenAskedFor(this)) {
            return Optional.empty();
        }
        if (!point.equals(now.point)) {
            return Optional
                    .of(path + " was on " + point + " (" + type + ") when it last ran well, and is on " + now.point
                            + " (" + now.type + ") now" + (liesBelow(now) ? BENEATH : ""));
        }
        if (!family(type).equals(family(now.type))) {
            return Optional
                    .of(path + " was on a file system " + type + " when it last ran well, and is on one " + now.type
                            + " now, at " + point);
        }
        return !readOnly && now.readOnly && !type.equals("autofs")
                ? Optional.of(path + " is on " + point + CLOSED)
                : Optional.empty();
    }

    /** Whether what {@link #differs} said is that it is there, and takes no writes any more: that is not late, and passes by nobody's waiting. */
    public static boolean closed(String why) {
        return why.contains(CLOSED);
    }

    /** The same for who only reads there: that it takes no writes does not matter. */
    public Ground toRead() {
        return new Ground(point, type, false);
    }

    /** Whether the other is mounted there, or below, when somebody goes there. */
    private boolean comesWhenAskedFor(Ground other) {
        return type.equals("autofs") && (other.point.equals(point) || liesBelow(other));
    }

    /** Whether the other is mounted on a folder of this one. */
    private boolean liesBelow(Ground other) {
        return !other.point.equals(point) && other.point.startsWith(point.equals("/") ? point : point + "/");
    }

    /** Which driver it is that mounts it may change with the kernel, or with what was agreed with a server. */
    private static String family(String type) {
        return switch (type) {
            case "nfs4" -> "nfs";
            case "smb3", "smbfs" -> "cifs";
            case "ext2", "ext3" -> "ext4";
            default -> type;
        };
    }
}

package io.dockmedic.collectors.host.files;

/** What the kernel says of a file or folder of the engine's machine, without a look into it. */
public sealed interface Stat {
    /**
     * It is there.
     *
     * @param uid    whose it is, by the machine's numbers
     * @param mode   its last twelve bits
     * @param folder whether it is one
     */
    record There(long uid, long gid, int mode, boolean folder) implements Stat {
        private static final int PERMISSIONS = 07777;

        /** As {@code stat -c %a} writes it. */
        public String octal() {
            return Integer.toOctalString(mode & PERMISSIONS);
        }
    }

    /** It is not there. */
    record Gone() implements Stat {}

    /** It cannot be seen from here. */
    record Unseen(String why) implements Stat {}
}

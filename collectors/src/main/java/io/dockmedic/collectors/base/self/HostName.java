package io.dockmedic.collectors.base.self;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel calls this machine, or this container. No name service is asked: it may know no such name. */
public final class HostName {
    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The name; empty where the kernel does not tell. Reads a file. */
    public static String own() {
        try {
            return Files.readString(NAME).strip();
        } catch (IOException noProc) {
            return "";
        }
    }
}

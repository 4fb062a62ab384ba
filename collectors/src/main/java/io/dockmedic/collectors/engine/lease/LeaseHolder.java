package io.dockmedic.collectors.engine.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Who holds the lease on an engine, for who must not take it even for a moment: the kernel lists all locks, with their
 * holders, in {@code /proc/locks} (proc(5)). A holder in another container is listed only to who sees its process. Reads
 * files.
 */
public final class LeaseHolder {
    private static final int MAJOR_SHIFT = 8;
    private static final int MINOR_SHIFT = 12;
    private static final long MAJOR_MASK = 0xfff;
    private static final long MINOR_LOW = 0xff;
    private static final long MINOR_HIGH = 0xfff00;

    private LeaseHolder() {}

    /**
     * The process that holds it; empty when none does, or it cannot be seen from here.
     *
     * @param directory as {@link EngineLease#EngineLease} has it
     * @param locks     {@code /proc/locks}
     * @throws IOException when the list cannot be read, or it cannot be seen whether the file is there
     */
    public static OptionalLong of(Path directory, String engineId, Path locks) throws IOException {
        Path file = EngineLease.file(directory, engineId);
        Map<String, Object> about;
        try {
            about = Files.readAttributes(file, "unix:dev,ino");
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
        long device = number(about, "dev");
        String place = String.format("%02x:%02x:%d", (device >> MAJOR_SHIFT) & MAJOR_MASK,
                (device & MINOR_LOW) | ((device >> MINOR_SHIFT) & MINOR_HIGH), number(about, "ino"));
        return Files.readString(locks, StandardCharsets.ISO_8859_1)
                .lines()
                .mapToLong(line -> holder(line, place))
                .filter(process -> process > 0)
                .findFirst();
    }

    private static long number(Map<String, Object> about, String name) {
        return (Long) Objects.requireNonNull(about.get(name));
    }

    /** {@code 1: POSIX  ADVISORY  WRITE 4711 00:1a:1234 0 EOF}; 0 when it is another lock, or only waits for one. */
    private static long holder(String line, String place) {
        String[] words = line.strip().split("\\s+", -1);
        boolean held = words.length > 5 && words[1].equals("POSIX") && words[3].equals("WRITE")
                && words[5].equals(place);
        return held && words[4].matches("\\d{1,18}") ? Long.parseLong(words[4]) : 0;
    }
}

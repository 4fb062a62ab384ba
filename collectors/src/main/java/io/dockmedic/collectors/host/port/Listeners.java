package io.dockmedic.collectors.host.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds who listens at a TCP port, in {@code /proc}. Another user's process shows only to root. Reads many small files: for
 * a person's question, not for a round. Blocks.
 */
public final class Listeners {
    private static final String LISTENS = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEX = 16;

    private final Path proc;

    /** @param proc as a rule {@code /proc} */
    public Listeners(Path proc) {
        this.proc = proc;
    }

    /** Process id and name, {@code nginx (pid 812)}; empty when nobody listens or it cannot be seen. */
    public Optional<String> at(int port) {
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            lines(proc.resolve("net").resolve(table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTENS))
                    .filter(fields -> port(fields[1]) == port)
                    .forEach(fields -> inodes.add("socket:[" + fields[INODE] + "]"));
        }
        return inodes.isEmpty()
                ? Optional.empty()
                : processes().filter(pid -> holds(pid, inodes)).findFirst().map(this::name);
    }

    private static int port(String address) {
        int colon = address.lastIndexOf(':');
        try {
            return Integer.parseInt(address.substring(colon + 1), HEX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Stream<Path> processes() {
        try (Stream<Path> all = Files.list(proc)) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private String name(Path process) {
        String name = String.join("", lines(process.resolve("comm")));
        return (name.isEmpty() ? "a process" : name) + " (pid " + process.getFileName() + ")";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}

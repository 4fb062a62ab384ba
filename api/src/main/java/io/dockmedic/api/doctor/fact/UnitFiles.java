package io.dockmedic.api.doctor.fact;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Units of systemd that an administrator, or Podman's generator, wrote. Reads files; of a command only known words are kept. */
public final class UnitFiles {
    private static final List<String> FOLDERS = List.of("etc/systemd/system", "run/systemd/generator");
    private static final Set<String> PROGRAMS = Set.of("docker", "docker-compose", "podman", "podman-compose");
    private static final Set<String> STARTING = Set.of("run", "start", "up", "restart");
    private static final Set<String> KNOWN = Set.of("run", "start", "up", "restart", "compose", "container");

    private UnitFiles() {}

    /** Those that start containers, by name. */
    public static List<Unit> under(Path root) throws IOException {
        List<Unit> units = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder), "*.service")) {
                for (Path file : files) {
                    read(file).ifPresent(units::add);
                }
            } catch (NoSuchFileException | NotDirectoryException noSystemd) {
                // None there.
            } catch (DirectoryIteratorException unreadable) {
                throw unreadable.getCause();
            }
        }
        units.sort(Comparator.comparing(Unit::name));
        return List.copyOf(units);
    }

    private static Optional<Unit> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.empty();
        }
        return of(String.valueOf(file.getFileName()), Files.readString(file));
    }

    static Optional<Unit> of(String name, String text) {
        // A line that ends so goes on in the next one.
        List<String> lines = text.replace("\\\n", " ").lines().map(String::strip).toList();
        return value(lines, "ExecStart=").filter(UnitFiles::starts)
                .findFirst()
                .map(command -> new Unit(name, value(lines, "Restart=").reduce("", (before, last) -> last),
                        words(command)));
    }

    private static Stream<String> value(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(key.length()).strip());
    }

    private static boolean starts(String command) {
        List<String> words = List.of(command.split("\\s+", -1));
        return PROGRAMS.contains(program(words.getFirst())) && words.stream().anyMatch(STARTING::contains);
    }

    private static String words(String command) {
        List<String> words = List.of(command.split("\\s+", -1));
        return Stream.concat(Stream.of(program(words.getFirst())), words.stream().filter(KNOWN::contains).distinct())
                .collect(Collectors.joining(" "));
    }

    /** {@code -/usr/bin/docker} is {@code docker}: signs before it say how systemd takes its failure. */
    private static String program(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("^[-@:+!|]+", "");
    }
}

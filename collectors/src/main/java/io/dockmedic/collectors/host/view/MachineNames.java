package io.dockmedic.collectors.host.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the machine that the engine runs on is called: as the engine calls it, as the kernel does where it is this one, as
 * {@code /etc/hosts} and the domain of {@code /etc/resolv.conf} complete that, and as its owner says. No name service is
 * asked. Safe for use by several threads.
 */
public final class MachineNames {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final EngineHost engine;
    private final Set<String> said;
    private final List<String> hosts;
    private final String domain;

    /**
     * Reads two files.
     *
     * @param root of the file system
     * @param said by the owner
     */
    public MachineNames(EngineHost engine, Path root, Set<String> said) {
        this.engine = engine;
        this.said = Set.copyOf(said);
        this.hosts = lines(root.resolve("etc/hosts"));
        this.domain = lines(root.resolve("etc/resolv.conf")).stream()
                .map(MachineNames::words)
                .filter(words -> words.size() > 1 && Set.of("domain", "search").contains(words.getFirst()))
                .map(words -> words.get(1))
                .findFirst()
                .orElse("");
    }

    /** All that are known by now. */
    public Set<String> all() {
        Set<String> names = new TreeSet<>(said);
        for (String name : engine.names()) {
            names.add(name);
            if (name.indexOf('.') < 0) {
                if (!domain.isEmpty() && !domain.equals(".")) {
                    names.add(name + "." + domain);
                }
                hosts.stream()
                        .map(MachineNames::words)
                        .filter(words -> words.contains(name))
                        .flatMap(words -> words.stream().filter(word -> word.startsWith(name + ".")))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static List<String> words(String line) {
        return Arrays.asList(SPACE.split(line));
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
        } catch (IOException | UncheckedIOException unread) {
            return List.of();
        }
    }
}

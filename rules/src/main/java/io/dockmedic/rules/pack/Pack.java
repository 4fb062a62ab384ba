package io.dockmedic.rules.pack;

import io.dockmedic.rules.file.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rule files that ship with Dockmedic. */
public final class Pack {
    private static final List<String> FILES = List.of("containers.yml", "engine.yml", "readings.yml", "disks.yml",
            "kernel.yml",
            "gpu.yml", "audit.yml", "backups.yml", "images.yml", "rules.yml");

    private Pack() {}

    /** All of them, as {@code pack/NAME}, for instance {@code pack/containers.yml}. */
    public static List<RuleFile> files() {
        return FILES.stream().map(name -> new RuleFile("pack/" + name, read(name))).toList();
    }

    /** The tests of a shipped rule, as {@code dockmedic test} takes them. */
    public static RuleFile tests(String alert) {
        return new RuleFile("pack/tests/" + alert + ".yml", read("tests/" + alert + ".yml"));
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Pack.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

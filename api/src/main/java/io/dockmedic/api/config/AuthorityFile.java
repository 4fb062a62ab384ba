package io.dockmedic.api.config;

import io.dockmedic.api.security.Authorities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads settings that name a file with the certificates of who vouches for another. */
final class AuthorityFile {
    private final Path beside;
    private final boolean lookedInto;
    private final Problems problems;

    /** @param lookedInto whether files are looked into; what is wrong with one is not told if not */
    AuthorityFile(Path beside, boolean lookedInto, Problems problems) {
        this.beside = beside;
        this.lookedInto = lookedInto;
        this.problems = problems;
    }

    /** The file. */
    Optional<Path> named(Section section, Setting<Optional<Path>> setting) {
        Optional<Path> file = file(section, setting);
        file.ifPresent(one -> section.node(setting.key()).ifPresent(node -> held(one, node)));
        return file;
    }

    /** What the file holds; empty also where it is not looked into. */
    Optional<String> held(Section section, Setting<Optional<Path>> setting) {
        return file(section, setting).flatMap(one -> section.node(setting.key()).flatMap(node -> held(one, node)));
    }

    private Optional<Path> file(Section section, Setting<Optional<Path>> setting) {
        return section.get(setting).map(named -> beside.resolve(named).normalize());
    }

    private Optional<String> held(Path file, Node node) {
        if (!lookedInto) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> held = Authorities.in(file);
            if (held.isEmpty()) {
                problems.at(node, file + " holds no certificate",
                        "a file in PEM, which has lines -----BEGIN CERTIFICATE-----");
            }
            return held.map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            problems.at(node, file + " cannot be read", "");
            return Optional.empty();
        }
    }
}

package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.Shape;
import io.dockmedic.rules.yaml.Document;
import io.dockmedic.rules.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What a file is by its keys, where its name does not say it. */
final class FileKeys {
    private final Set<String> keys;

    private FileKeys(Set<String> keys) {
        this.keys = keys;
    }

    /** Blocks. */
    static FileKeys of(Path file) {
        if (!RuleText.named(file) || !Files.isRegularFile(file)) {
            return new FileKeys(Set.of());
        }
        RuleFile read = RuleText.read(file);
        return new FileKeys(new Document(read.name(), read.text()).root().map(YamlNode::keyNames).orElse(Set.of()));
    }

    /** Rules, or tests of them. */
    boolean areOfRules() {
        return Shape.ofRules(keys) || Shape.ofTests(keys);
    }

    /** The first that is a setting; empty when there is none, or they are of rules. */
    Optional<String> setting() {
        return areOfRules() ? Optional.empty() : ConfigFile.setting(keys);
    }

    /** Whether nothing is known by them. */
    boolean sayNothing() {
        return !keys.isEmpty() && !areOfRules() && Shape.parts(keys).isEmpty();
    }
}

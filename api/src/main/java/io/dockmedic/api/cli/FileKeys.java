package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.api.config.ServiceGroups;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.Shape;
import io.dockmedic.rules.yaml.Document;
import io.dockmedic.rules.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a file is by its keys, where its name does not say it. */
final class FileKeys {
    /** What a group of rules has, and one of services has not. */
    private static final String RULES = "rules";
    private static final String GROUPS = "groups";

    private final Set<String> keys;
    /** Whether its groups are of services, as a configuration has them. */
    private final boolean ofServices;

    private FileKeys(Set<String> keys, boolean ofServices) {
        this.keys = keys;
        this.ofServices = ofServices;
    }

    /** Blocks. */
    static FileKeys of(Path file) {
        if (!RuleText.named(file) || !Files.isRegularFile(file)) {
            return new FileKeys(Set.of(), false);
        }
        RuleFile read = RuleText.read(file);
        Optional<YamlNode> root = new Document(read.name(), read.text()).root();
        return new FileKeys(root.map(YamlNode::keyNames).orElse(Set.of()),
                root.filter(FileKeys::ofServices).isPresent());
    }

    /** Of no group is it said which rules it has, and either other keys are settings, or of one which services. */
    private static boolean ofServices(YamlNode root) {
        List<Set<String>> groups = root.members(GROUPS).stream().map(YamlNode::keyNames).toList();
        List<String> others = root.keyNames().stream().filter(key -> !key.equals(GROUPS)).toList();
        boolean ofRules = groups.stream().flatMap(Set::stream).anyMatch(FileKeys::isOfRules);
        return root.keyNames().contains(GROUPS) && !ofRules
                && (ConfigFile.setting(others).isPresent() || groups.stream().anyMatch(ServiceGroups::known));
    }

    private static boolean isOfRules(String key) {
        return key.equals(RULES) || Nearest.find(key, List.of(RULES)).isPresent();
    }

    /** Rules, or tests of them. */
    boolean areOfRules() {
        return !ofServices && (Shape.ofRules(keys) || Shape.ofTests(keys));
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

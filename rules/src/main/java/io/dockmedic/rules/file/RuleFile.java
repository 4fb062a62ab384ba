package io.dockmedic.rules.file;

/**
 * A rule file as it was read.
 *
 * @param name its path, for messages
 * @param text YAML
 */
public record RuleFile(String name, String text) {}

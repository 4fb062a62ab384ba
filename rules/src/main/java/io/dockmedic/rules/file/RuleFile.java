package io.dockmedic.rules.file;

/**
 * A rule file as it was read.
 *
 * @param name   its path, for messages
 * @param text   YAML
 * @param defect why there is no text, for a person: the file is a problem of its set then; empty when it was read
 */
public record RuleFile(String name, String text, String defect) {
    /** A file that was read. */
    public RuleFile(String name, String text) {
        this(name, text, "");
    }

    /** A file that is there and cannot be read. */
    public static RuleFile unreadable(String name, String defect) {
        return new RuleFile(name, "", defect);
    }
}

package io.dockmedic.api.config;

import io.dockmedic.rules.file.RuleFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Reads one rule file, or says what a person has to do so that it can be read. */
public final class RuleText {
    private RuleText() {}

    /** Whether {@code file} is named like a rule file. */
    public static boolean named(Path file) {
        return String.valueOf(file.getFileName()).matches(".*\\.ya?ml");
    }

    /** The file, with its defect when it cannot be read. Blocks, but never on a pipe. */
    public static RuleFile read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return RuleFile.unreadable(file.toString(), "is not a regular file; rename it or move it away");
        }
        try {
            return new RuleFile(file.toString(), Files.readString(file));
        } catch (IOException e) {
            return RuleFile.unreadable(file.toString(), defect(e));
        }
    }

    static String defect(IOException cause) {
        return switch (cause) {
            case CharacterCodingException wrong -> "is not UTF-8; save it in that encoding";
            case AccessDeniedException denied -> "cannot be read: permission denied; let Dockmedic's user read it";
            case NoSuchFileException gone -> "cannot be read: it, or what it links to, does not exist";
            case NotDirectoryException file -> "is not a directory; put the rule files into one";
            default -> "cannot be read: " + cause.getMessage();
        };
    }
}

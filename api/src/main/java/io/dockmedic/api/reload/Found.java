package io.dockmedic.api.reload;

import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.rules.file.RuleFile;
import java.util.List;

/**
 * What was read.
 *
 * @param look   how the owner's files were just before
 * @param steady whether they were the same just after: else what was read may be half of one and half of another
 * @param files  all of them, the shipped ones included
 */
public record Found(Look look, boolean steady, List<RuleFile> files) {
    public Found {
        files = List.copyOf(files);
    }

    /** Reads them. Blocks. */
    public static Found in(RuleDirectory directory) {
        Look before = Look.at(directory);
        List<RuleFile> files = directory.read();
        return new Found(before, Look.at(directory).equals(before), files);
    }
}

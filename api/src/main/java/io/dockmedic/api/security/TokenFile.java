package io.dockmedic.api.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens that the owner gave away: a line each, {@code NAME SCOPE[,SCOPE…] SHA256}, where the last is the hash of the
 * token. Empty lines and those that begin with {@code #} count for nothing.
 */
public final class TokenFile {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,40})\\s+([a-z,]+)\\s+([0-9a-fA-F]{64})");
    private static final String FORM = "a line is NAME SCOPE SHA256, as in: prometheus read 9f86d081…";

    private TokenFile() {}

    /**
     * Reads it. Blocks.
     *
     * @throws IOException with a message that says what to do
     */
    public static List<Grant> read(Path file) throws IOException {
        List<Grant> grants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<String> lines = SecretFile.lines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IOException(file + ":" + number + ": not a token; " + FORM);
            }
            if (parts.group(1).equals(Access.OWNER.name())) {
                throw new IOException(file + ":" + number + ": " + parts.group(1)
                        + " is who has the token of the data directory; give it another name");
            }
            if (!names.add(parts.group(1))) {
                throw new IOException(file + ":" + number + ": two tokens are named " + parts.group(1));
            }
            grants.add(new Grant(parts.group(1), scopes(parts.group(2), file + ":" + number), parts.group(3)));
        }
        return grants;
    }

    private static Set<Scope> scopes(String words, String where) throws IOException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words.split(",", -1)) {
            scopes.add(Scope.of(word)
                    .orElseThrow(() -> new IOException(where + ": there is no scope " + word + "; there are "
                            + String.join(", ", Arrays.stream(Scope.values()).map(Scope::word).toList()))));
        }
        return scopes;
    }
}

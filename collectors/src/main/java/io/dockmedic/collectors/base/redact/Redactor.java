package io.dockmedic.collectors.base.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Replaces what looks like a secret by {@code [redacted]} and cuts long lines. Known shapes only: it lowers the risk,
 * it cannot rule it out, so raw text can also be switched off where it is gathered. Every pattern takes time linear in
 * the line. Safe for use by several threads.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String REDACTED = "[redacted]";

    private static final int LINE = 500;

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), replacement);
        }
    }

    // Possessive quantifiers and upper bounds: nothing is tried twice.
    private static final List<Rule> RULES = List.of(
            // In a text of several lines the whole block; also of one that was cut.
            Rule.of("-----BEGIN (?:[A-Z]{1,20}+ ){0,3}PRIVATE KEY-----(?s:.*?)"
                    + "(?:-----END (?:[A-Z]{1,20}+ ){0,3}PRIVATE KEY-----|\\z)", REDACTED),
            Rule.of("(://[^\\s/:@]{0,100}+:)[^\\s/@]{1,200}+@", "$1" + REDACTED + "@"),
            Rule.of("\\b((?:proxy-)?authorization[\"']?\\s{0,5}+[:=]\\s{0,5}+[\"']?).{1,4000}+", "$1" + REDACTED),
            Rule.of("\\b((?:bearer|basic)\\s{1,5}+)[\\w~+/.=-]{6,4000}+", "$1" + REDACTED),
            Rule.of("\\beyJ[\\w-]{5,4000}+\\.[\\w-]{5,4000}+(?:\\.[\\w-]{0,4000}+)?", REDACTED),
            Rule.of("(\\$(?:apr1|[156y]|2[aby]|argon2[id]{1,2})\\$)[\\w./$=,+-]{10,200}+", REDACTED),
            Rule.of("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", REDACTED),
            Rule.of("\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-)[\\w-]{10,200}+", REDACTED),
            Rule.of("((?<![\\w-])--?(?:[\\w-]{0,30}-)?(?:password|passwd|passphrase|secret|token|api-?key)\\s{1,5}+)[^\\s-]\\S{0,1000}+",
                    "$1" + REDACTED),
            // What ends in name says how a secret is called, as token_name does.
            Rule.of("((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
                    + "|credentials?)[\\w-]{0,30}+(?<!name)[\"']?\\s{0,5}+[:=]\\s{0,5}+)(?:\"[^\"]{0,1000}+\"?+"
                    + "|'[^']{0,1000}+'?+|[^\\s\"',;&]{1,1000}+)", "$1" + REDACTED));

    // The inside of a PEM block comes as lines of its own.
    private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN (?:[A-Z]{1,20}+ ){0,3}PRIVATE KEY-----");
    private static final Pattern KEY_ENDS = Pattern.compile("-----END (?:[A-Z]{1,20}+ ){0,3}PRIVATE KEY-----");

    private static final Pattern PARTS = Pattern.compile("[./]");

    /** One line: secrets replaced, at most 500 characters kept. */
    public String line(String line) {
        // Ten times what is kept is enough to see a secret that reaches over the cut.
        String text = text(line.length() > LINE * 10 ? line.substring(0, LINE * 10) : line);
        return text.length() > LINE ? text.substring(0, LINE) + "…" : text;
    }

    /** Whether anything in it, however long it is, looks like a secret, or stands in the place of one. */
    public boolean finds(String text) {
        return text(text).contains(REDACTED);
    }

    /** A text of one or of several lines: secrets replaced, all else kept. */
    public String text(String text) {
        String clean = text;
        for (Rule rule : RULES) {
            clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
        }
        return clean;
    }

    /**
     * Whether a name says that what it names is a secret, as {@code db_password} does: where a text has it before a
     * value, that is replaced. Dots and slashes join parts of names, as of what was nested, and each counts, for all that
     * is below it: {@code credentials.db.user}. What such a one is called is none: {@code token.name}.
     */
    public boolean isSecret(String name) {
        String[] parts = PARTS.split(name, -1);
        boolean nested = false;
        for (int at = 0; at < parts.length - 1 && !nested; at++) {
            boolean called = at == parts.length - 2 && parts[at + 1].equalsIgnoreCase("name");
            nested = !called && finds(parts[at] + "=x");
        }
        return nested || finds(String.join("-", parts) + "=x");
    }

    /** Several lines; the lines of a private key block become one {@code [redacted]}. */
    public List<String> lines(List<String> lines) {
        List<String> out = new ArrayList<>(lines.size());
        boolean inKey = false;
        for (String line : lines) {
            if (inKey) {
                inKey = !KEY_ENDS.matcher(line).find();
                continue;
            }
            out.add(line(line));
            inKey = KEY_BEGINS.matcher(line).find() && !KEY_ENDS.matcher(line).find();
        }
        return out;
    }
}

package io.dockmedic.api.man;

import java.util.regex.Pattern;

/** Text as man(7) has it, written line by line. */
final class Troff {
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

    private final StringBuilder page = new StringBuilder();

    /** A line with a request or a macro; its words are ours. */
    Troff macro(String line) {
        page.append(line).append('\n');
        return this;
    }

    /** A heading of the page. */
    Troff section(String heading) {
        return macro(".SH \"" + heading + "\"");
    }

    /** A heading below a section. */
    Troff part(String heading) {
        return macro(".SS \"" + plain(heading) + "\"");
    }

    /** Somebody's text; what stands in backquotes is bold. */
    Troff text(String text) {
        StringBuilder line = new StringBuilder();
        int from = 0;
        for (var quoted = QUOTED.matcher(text); quoted.find(); from = quoted.end()) {
            line.append(plain(text.substring(from, quoted.start()))).append(bold(quoted.group(1)));
        }
        return said(line.append(plain(text.substring(from))).toString());
    }

    /** What is told of a term, beneath it and indented. */
    Troff term(String term, String text) {
        macro(".TP");
        return said(term).text(text);
    }

    /** A word to be typed as it is. */
    static String bold(String text) {
        return "\\fB" + plain(text) + "\\fR";
    }

    /** A word that stands for another. */
    static String italic(String text) {
        return "\\fI" + plain(text) + "\\fR";
    }

    /** Signs that mean something to troff, or that it would make prettier than a shell can take. */
    static String plain(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("\"", "\\(dq")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    /** A line that begins like a request is none. */
    private Troff said(String line) {
        String one = line.replaceAll("\\s+", " ").strip();
        return macro(one.startsWith(".") ? "\\&" + one : one);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}

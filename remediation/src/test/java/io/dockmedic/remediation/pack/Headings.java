package io.dockmedic.remediation.pack;

import java.util.List;
import java.util.Locale;

/** Where docs/rules.md has a heading for what a rule may say, and what GitHub makes of that heading's text in an address. */
record Headings(List<String> all) {
    static Headings of(String page) {
        return new Headings(page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", ""))
                .toList());
    }

    /** {@code shown}, as a link where there is a heading that begins with the word. */
    String linked(String word, String shown) {
        return all.stream()
                .filter(heading -> heading.startsWith("`")
                        && heading.replaceFirst(":.*", "").contains("`" + word + "`"))
                .findFirst()
                .map(heading -> "[" + shown + "](rules.md#" + anchor(heading) + ")")
                .orElse(shown);
    }

    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }
}

package io.dockmedic.remediation.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the line of a log with which the trouble began. Pure; takes time linear in the log. */
public final class FirstError {
    private static final Pattern ERROR = Pattern.compile(
            "\\b(?:error|err|fatal|panic|exception|traceback|critical|emerg|segfault|oom|killed|abort(?:ed|ing)?)\\b"
                    + "|(?-i:\\w{1,40}(?:Error|Exception))\\b|out of memory|cannot |can't |could not |unable to |failed|failure"
                    + "|denied|refused|no such |not found|not permitted|in use|no space left|read-only file ?system|timed? ?out|invalid|unknown ",
            Pattern.CASE_INSENSITIVE);
    /** {@code 0 errors}, {@code error=null}: of these a healthy log is full. */
    private static final Pattern NONE = Pattern.compile(
            "\\b(?:no|0|without) (?:error|failure|exception)s?\\b|\\berrors?[\"']?\\s?[=:]\\s?(?:0|null|none|false|\"\")",
            Pattern.CASE_INSENSITIVE);

    private FirstError() {}

    /** Empty when no line looks like an error. */
    public static Optional<String> in(List<String> log) {
        return log.stream().filter(line -> ERROR.matcher(line).find() && !NONE.matcher(line).find()).findFirst();
    }
}

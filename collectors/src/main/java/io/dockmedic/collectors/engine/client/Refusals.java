package io.dockmedic.collectors.engine.client;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What kind of refusal an answer of the engine is: the first row that fits. The words are those of Engine 20.10 to 29
 * and of its OCI runtime; they are no API, so a row that no longer fits costs precision and nothing else.
 */
final class Refusals {
    /** @param status as a pattern, {@code 40[13]} or {@code 5..} */
    private record Row(Pattern status, Pattern words, ErrorClass error) {}

    /** What Docker's engine and Podman's service answer where they have no such path. */
    private static final String NO_SUCH_CALL = "^(?:page )?not found$";

    private static final List<Row> ROWS = List.of(
            row("401|403", "", ErrorClass.DENIED),
            row("400|500",
                    "port is already allocated|address already in use|failed to bind host port|bind for .* failed",
                    ErrorClass.PORT_IN_USE),
            row("400|500",
                    "could not select device driver|unknown or invalid runtime|unknown runtime|runtime not found in config"
                            + "|nvidia-container-(?:cli|runtime)|error gathering device information|unresolvable cdi devices"
                            + "|cdi device injection failed|cdi spec not found",
                    ErrorClass.DEVICE),
            // Also what a volume is mounted from.
            row("404|5..", "no such host|i/o timeout|tls handshake timeout|connection refused|connection reset"
                    + "|temporary failure in name resolution|network is unreachable|client\\.timeout exceeded",
                    ErrorClass.NETWORK),
            row("400|404|500", "error mounting|bind source path does not exist|invalid mount|failed to mount"
                    + "|error while mounting|device or resource busy|not a directory.*mount",
                    ErrorClass.MOUNT),
            row("400|404|500", "executable file not found|exec: .*(no such file|permission denied|not found)"
                    + "|exec format error|starting container process caused|no command specified",
                    ErrorClass.BAD_COMMAND),
            row("404", NO_SUCH_CALL, ErrorClass.BAD_REQUEST),
            row("404", "", ErrorClass.NOT_FOUND),
            row("304|409", "", ErrorClass.CONFLICT),
            row("4..", "", ErrorClass.BAD_REQUEST));

    private Refusals() {}

    /** The class of an answer that is no success. */
    static ErrorClass of(int status, String message) {
        for (Row row : ROWS) {
            if (row.status().matcher(Integer.toString(status)).matches() && row.words().matcher(message).find()) {
                return row.error();
            }
        }
        return ErrorClass.SERVER_ERROR;
    }

    /** The message for people. */
    static String said(int status, String message) {
        return status == 404 && Pattern.compile(NO_SUCH_CALL, Pattern.CASE_INSENSITIVE).matcher(message).find()
                ? "this engine has no such call (it answers 404 \"" + message + "\")"
                : message;
    }

    private static Row row(String status, String words, ErrorClass error) {
        return new Row(Pattern.compile(status), Pattern.compile(words, Pattern.CASE_INSENSITIVE), error);
    }
}

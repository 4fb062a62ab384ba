package io.dockmedic.remediation.action.truncate;

import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From 23 on the engine remembers how long the log of a running container is, and reads its end from there: once the file is shorter,
 * {@code docker logs --tail} and {@code --follow} show nothing until the container's next start, and the engine looks for it without
 * end. Seen with 28.5.2.
 */
final class Remembered {
    private static final int SINCE = 23;
    private static final ApiVersion API_SINCE = new ApiVersion(1, 42);
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})\\..*");

    private Remembered() {}

    /** Why the log of a container that runs is not emptied; empty when nothing stands against it. */
    static Optional<Outcome> against(CallResult<EngineInfo> engine) {
        Outcome.Refused no = switch (engine) {
            case CallResult.Done<EngineInfo>(EngineInfo info) -> new Outcome.Refused(ErrorClass.BAD_REQUEST,
                    "not called: the container runs, and since 23 the engine (" + info.version()
                            + ") remembers how long"
                            + " its log is: emptied now, docker logs --tail and -f would show nothing until its next"
                            + " start. Give it a limit (max-size, max-file) and create it anew, which frees the room"
                            + " too; while it is stopped its log may be emptied");
            case CallResult.Refused<EngineInfo>(ErrorClass error, int status, String message) ->
                new Outcome.Refused(error, "not called: " + message);
            case CallResult.Unknown<EngineInfo>(String why) ->
                new Outcome.Refused(ErrorClass.UNREACHABLE, "not called: the engine's version is not known, " + why);
        };
        return engine instanceof CallResult.Done<EngineInfo>(EngineInfo info) && !remembers(info)
                ? Optional.empty()
                : Optional.of(no);
    }

    /** By its own version too: the API's may be one that the owner has set. */
    private static boolean remembers(EngineInfo info) {
        Matcher version = MAJOR.matcher(info.version());
        return ApiVersion.parse(info.apiVersion()).compareTo(API_SINCE) >= 0
                || (version.matches() && Integer.parseInt(version.group(1)) >= SINCE);
    }
}

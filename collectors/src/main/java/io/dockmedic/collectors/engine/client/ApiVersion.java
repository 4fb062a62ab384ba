package io.dockmedic.collectors.engine.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of the engine's API. Numbers compare as numbers: 1.9 is older than 1.41.
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The newest we speak: Engine 28's. Newer engines serve it (Engine 29 accepts 1.40 or 1.44 and later). */
    public static final ApiVersion NEWEST = new ApiVersion(1, 51);
    /** The oldest we can work with: Engine 19.03, and Podman's. */
    public static final ApiVersion OLDEST = new ApiVersion(1, 40);

    private static final Pattern FORM = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,4})");

    /** @throws IllegalArgumentException when {@code text} is not like {@code 1.41} */
    public static ApiVersion parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("API version \"" + text + "\": write it like 1.41");
        }
        return new ApiVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    /**
     * The version to speak with a server.
     *
     * @param offered the {@code Api-Version} header of its ping: the newest it speaks
     * @param wanted  what the owner set in {@code DOCKER_API_VERSION}, or null
     * @throws UnsupportedEngineException when there is none
     */
    public static ApiVersion negotiate(@Nullable String offered, @Nullable ApiVersion wanted) {
        if (wanted != null) {
            return wanted;
        }
        if (offered == null || offered.isBlank()) {
            throw new UnsupportedEngineException("what answers there names no Api-Version: is it a container engine?");
        }
        ApiVersion server = parsed(offered);
        if (server.compareTo(OLDEST) < 0) {
            throw new UnsupportedEngineException("the engine speaks API " + server + " at most, we need " + OLDEST
                    + " (Engine 19.03) or later");
        }
        return server.compareTo(NEWEST) < 0 ? server : NEWEST;
    }

    private static ApiVersion parsed(String offered) {
        try {
            return parse(offered);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedEngineException("the engine's " + e.getMessage());
        }
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    /** As in {@code /v1.41/info}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}

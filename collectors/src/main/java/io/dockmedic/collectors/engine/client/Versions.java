package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which version of the API is spoken: negotiated with the first call and again after the engine was away. Blocks as calls
 * do. Safe for use by several threads.
 */
final class Versions {
    private final DockerTransport transport;
    private final @Nullable ApiVersion wanted;
    private volatile @Nullable ApiVersion negotiated;

    /** @param wanted the one that the owner insists on, or null to negotiate */
    Versions(DockerTransport transport, @Nullable ApiVersion wanted) {
        this.transport = transport;
        this.wanted = wanted;
    }

    /** Makes a call in the version that is spoken. */
    <T> CallResult<T> call(Function<ApiVersion, CallResult<T>> call) {
        CallResult<T> first = once(call);
        if (first instanceof Refused<T> refused && isAboutVersion(refused)) {
            // The engine was changed for an older or newer one under our feet. A refused version did nothing.
            negotiated = null;
            return once(call);
        }
        return first;
    }

    private <T> CallResult<T> once(Function<ApiVersion, CallResult<T>> call) {
        CallResult<ApiVersion> version = version();
        CallResult<T> result = switch (version) {
            case Done<ApiVersion> done -> call.apply(done.value());
            case Refused<ApiVersion> no -> new Refused<>(no.error(), no.status(), no.message());
            // Only the ping was sent: nothing can have been done.
            case Unknown<ApiVersion> silent -> new Refused<>(ErrorClass.UNREACHABLE, 0, silent.why());
        };
        if (result instanceof Unknown<T>
                || (result instanceof Refused<T> refused && refused.error() == ErrorClass.UNREACHABLE)) {
            negotiated = null;
        }
        return result;
    }

    private CallResult<ApiVersion> version() {
        ApiVersion known = negotiated;
        if (known != null) {
            return new Done<>(known);
        }
        return switch (transport.ping()) {
            case Done<String> offered -> negotiate(offered.value());
            case Refused<String> no -> new Refused<>(no.error(), no.status(), no.message());
            case Unknown<String> silent -> new Unknown<>(silent.why());
        };
    }

    private CallResult<ApiVersion> negotiate(String offered) {
        try {
            ApiVersion version = ApiVersion.negotiate(offered, wanted);
            negotiated = version;
            return new Done<>(version);
        } catch (UnsupportedEngineException e) {
            return new Refused<>(ErrorClass.BAD_REQUEST, 0, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAboutVersion(Refused<?> refused) {
        return refused.status() == 400 && refused.message().contains("client version");
    }
}

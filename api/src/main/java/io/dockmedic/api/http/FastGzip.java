package io.dockmedic.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** gzip at its lowest level: metrics repeat themselves, and more effort saves little. */
final class FastGzip extends GZIPOutputStream {
    private static final int CHUNK = 1 << 14;

    FastGzip(OutputStream out) throws IOException {
        super(out, CHUNK);
        def.setLevel(Deflater.BEST_SPEED);
    }

    /** @param acceptEncoding the client's header; null without one */
    static boolean accepted(@Nullable String acceptEncoding) {
        return acceptEncoding != null && Arrays.stream(acceptEncoding.split(",", -1))
                .map(one -> one.replace(" ", ""))
                .anyMatch(one -> one.matches("(?i)(x-)?gzip(;q=(1(\\.0*)?|0?\\.0*[1-9][0-9]*))?"));
    }
}

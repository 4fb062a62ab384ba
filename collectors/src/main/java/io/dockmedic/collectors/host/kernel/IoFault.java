package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.KernelEvent.IoError;
import io.dockmedic.collectors.event.Origin;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that a block device failed: {@code I/O error, dev sda, sector 2048 op 0x0:(READ) …}, with the function's name
 * before it up to Linux 5.15. Errors of other names are as bad ({@code critical medium error}).
 */
record IoFault(String device, String error, String operation, long sector) implements Fault {
    private static final long NO_SECTOR = -1;
    private static final Pattern REQUEST = Pattern.compile(
            "(?:blk_update_request: |print_req_error: )?([A-Za-z/ ]{1,40}) error, dev (\\S{1,40}), sector (\\d{1,20})"
                    + "(?: op 0x[0-9a-f]+:\\(([A-Z_]+)\\))?(?: .*)?");
    /** What of the page cache could not be read or written; the device's own line may have been left out. */
    private static final Pattern BUFFER = Pattern.compile(
            "Buffer I/O error on dev(?:ice)? (\\S{1,40}), logical block \\d+(?:, (.{1,60}))?");

    static Optional<IoFault> read(String text) {
        Matcher request = REQUEST.matcher(text);
        if (request.matches()) {
            String operation = request.group(4);
            return Optional.of(new IoFault(request.group(2), request.group(1),
                    operation == null ? "" : operation.toLowerCase(Locale.ROOT), sector(request.group(3))));
        }
        Matcher buffer = BUFFER.matcher(text);
        if (buffer.matches()) {
            String what = buffer.group(2);
            return Optional.of(new IoFault(buffer.group(1), "buffer I/O", what == null ? "" : what, NO_SECTOR));
        }
        return Optional.empty();
    }

    /** Without a sign, as the kernel counts them; one past what has a sign is none that a device has. */
    private static long sector(String digits) {
        return Math.max(NO_SECTOR, Long.parseUnsignedLong(digits));
    }

    @Override
    public Finding found(Whereabouts where, Happened when) {
        return new Finding(
                new Finding.Key(IoError.KIND, device, "", when.host()),
                count -> new IoError(
                        when.at(), when.host(), Origin.DOCKMEDIC, device, error, operation, sector, count));
    }
}

package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.KernelEvent.IoError;
import java.util.List;

/** {@code host.io_error}. */
final class IoErrorKind {
    static final Kind<IoError> KIND = Kind.of(
            IoError.KIND,
            IoError.class,
            "the kernel says that a block device did not do what it was asked to",
            List.of(),
            List.of(
                    Field.text("device", "`sda`, also the subject", IoError::device),
                    Field.text("error", "in the kernel's words: `I/O`, `critical medium`, …", IoError::error),
                    Field.text("operation", "`read`, `write`, `flush`, …; empty where the kernel does not say",
                            IoError::operation),
                    Field.large("sector", "of 512 bytes; -1 where the kernel does not say", IoError::sector),
                    KernelFields.count(IoError::count)));

    private IoErrorKind() {}
}

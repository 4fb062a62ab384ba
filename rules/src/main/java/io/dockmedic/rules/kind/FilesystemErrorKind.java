package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.KernelEvent.FilesystemError;
import java.util.List;

/** {@code host.filesystem_error}. */
final class FilesystemErrorKind {
    static final Kind<FilesystemError> KIND = Kind.of(
            FilesystemError.KIND,
            FilesystemError.class,
            "the kernel says that a file system (ext4, XFS, Btrfs) is damaged, or takes no more writes because of that",
            List.of(),
            List.of(
                    Field.text("device", "`sda1`, also the subject", FilesystemError::device),
                    Field.text("filesystem", "`ext4`, `xfs` or `btrfs`", FilesystemError::filesystem),
                    Field.text("mountpoint", "where it is mounted; empty when that is not known",
                            FilesystemError::mountpoint),
                    Field.text("message", "the kernel's own words", FilesystemError::message),
                    Field.flag("readOnly", "the kernel made it read-only or shut it down", FilesystemError::readOnly),
                    KernelFields.count(FilesystemError::count)));

    private FilesystemErrorKind() {}
}

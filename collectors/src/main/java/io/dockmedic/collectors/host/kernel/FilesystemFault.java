package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.KernelEvent.FilesystemError;
import io.dockmedic.collectors.event.Origin;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file system says that it is damaged, or that the kernel made it read-only or shut it down. */
record FilesystemFault(String filesystem, String device, String message, boolean readOnly) implements Fault {
    private static final int LONGEST = 300;
    private static final String DEVICE = "([^\\s():]{1,40})";

    /** How one file system writes it: groups are the device and the message. */
    private record Form(String filesystem, boolean readOnly, Pattern line) {
        Form(String filesystem, boolean readOnly, String line) {
            this(filesystem, readOnly, Pattern.compile(line));
        }

        Optional<FilesystemFault> read(String text) {
            Matcher matcher = line.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String message = matcher.group(2);
            return Optional.of(new FilesystemFault(filesystem, matcher.group(1),
                    message.substring(0, Math.min(LONGEST, message.length())), readOnly));
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form("ext4", true, "EXT4-fs \\(" + DEVICE + "\\): ((?:Remounting filesystem read-only|shut down).*)"),
            new Form("ext4", false, "EXT4-fs error \\(device " + DEVICE + "\\)(?::| in) (.*)"),
            new Form("ext4", false,
                    "EXT4-fs \\(" + DEVICE + "\\): ((?:I/O error while writing superblock|failed to convert"
                            + "|Delayed block allocation failed|This should not happen).*)"),
            new Form("xfs", true, "XFS \\(" + DEVICE + "\\): (.*(?:Shutting down filesystem|has been shut down"
                    + "|[Uu]ser initiated shutdown received).*)"),
            new Form("xfs", false, "XFS \\(" + DEVICE + "\\): ((?:Metadata corruption detected|Metadata CRC error"
                    + "|Corruption detected|Corruption of|Internal error|[Mm]etadata I/O [Ee]rror|[Ll]og I/O [Ee]rror"
                    + "|writeback error|Corruption warning).*)"),
            new Form("btrfs", true, "BTRFS(?:: error| info| error| critical) \\(device " + DEVICE
                    + "(?::? state [A-Z]+)?\\):? (forced readonly.*)"),
            new Form("btrfs", false, "BTRFS:? (?:error|critical) \\(device " + DEVICE
                    + "(?::? state [A-Z]+)?\\)(?::| in) (.*)"),
            new Form("btrfs", false, "BTRFS warning \\(device " + DEVICE + "(?::? state [A-Z]+)?\\): "
                    + "(csum failed .*|checksum (?:error|verify failed) .*)"));

    static Optional<FilesystemFault> read(String text) {
        return FORMS.stream().flatMap(form -> form.read(text).stream()).findFirst();
    }

    @Override
    public Finding found(Whereabouts where, Happened when) {
        return new Finding(
                new Finding.Key(FilesystemError.KIND, device, readOnly ? "read-only" : "", when.host()),
                count -> new FilesystemError(when.at(), when.host(), Origin.DOCKMEDIC, device, filesystem,
                        where.mountpoint(device), message, readOnly, count));
    }
}

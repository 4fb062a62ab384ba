package io.dockmedic.collectors.gpu.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fault of NVLink up to Hopper, XID 74, whose line has the link and its registers: {@code NVLink: fatal error detected on link
 * 14(0x0, 0x0, 0x10000, 0x0, 0x0, 0x0, 0x0)}. What their bits mean of Hopper is in NVIDIA's catalogue (WORKFLOW_NVLINK_ERR), of which
 * the first, third, fourth and fifth count. The line does not say of which generation the GPU is, so they are words for a person, and
 * change nothing of what helps.
 */
record LinkRegisters(int link, List<Integer> registers) {
    private static final int XID = 74;
    private static final int HEX = 16;
    private static final Pattern LINE = Pattern.compile(
            "NVRM: Xid .*\\blink (\\d{1,3})\\(((?:0x[0-9a-fA-F]{1,8}, ){6}0x[0-9a-fA-F]{1,8})\\).*");
    private static final String OWN_MEMORY = "an error of the link's own memory: report it if one link has it more than twice";
    private static final String FOLLOWS = "it follows from another fault, as a rule";
    private static final String AGAIN = "report it if it comes again";

    private static final List<Sign> SIGNS = List.of(
            new Sign(0, bits(0, 23, 30), "may be ignored"),
            new Sign(0, bits(1, 20), FOLLOWS),
            new Sign(0, bits(4, 5), OWN_MEMORY),
            new Sign(0, bits(8, 9, 12, 16, 17, 24, 28),
                    "perhaps the hardware: look at how the link is connected, then run diagnostics"),
            new Sign(0, bits(21, 22), "a weak signal: look at how the link is connected, then run field diagnostics"),
            new Sign(0, bits(27, 29), AGAIN),
            new Sign(2, bits(0, 1, 2, 6), OWN_MEMORY),
            new Sign(2, bits(13), "not expected: report it"),
            new Sign(2, bits(16, 19), "run field diagnostics if it comes again"),
            new Sign(2, bits(17, 18), AGAIN),
            new Sign(3, bits(16, 17), FOLLOWS),
            new Sign(3, bits(18), FOLLOWS + ", and all linked GPUs must be reset"),
            new Sign(4, bits(18, 19, 21, 22, 24, 25, 27, 28), OWN_MEMORY),
            new Sign(4, bits(20, 23, 26, 29), "many errors, all of them corrected: go on"));

    /** @param register counted from 0 */
    private record Sign(int register, int bits, String words) {}

    LinkRegisters {
        registers = List.copyOf(registers);
    }

    /** Empty for another fault, and where the words are not known. */
    static Optional<LinkRegisters> of(Report report) {
        Matcher line = LINE.matcher(report.text());
        if (report.code() != XID || !line.matches()) {
            return Optional.empty();
        }
        List<Integer> registers = Stream.of(line.group(2).split(", "))
                .map(one -> Integer.parseUnsignedInt(one.substring("0x".length()), HEX))
                .toList();
        return Optional.of(new LinkRegisters(Integer.parseInt(line.group(1)), registers));
    }

    private static int bits(int... numbers) {
        int mask = 0;
        for (int number : numbers) {
            mask |= 1 << number;
        }
        return mask;
    }

    /** For a person, to be put behind what the number means. */
    String words() {
        List<String> said = new ArrayList<>();
        SIGNS.stream()
                .filter(sign -> (registers.get(sign.register()) & sign.bits()) != 0)
                .map(Sign::words)
                .distinct()
                .forEach(said::add);
        return "on link " + link + (said.isEmpty() ? "" : "; of Hopper: " + String.join("; ", said));
    }
}

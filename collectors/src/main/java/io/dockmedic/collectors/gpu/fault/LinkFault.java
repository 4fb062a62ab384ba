package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault of NVLink 5, XIDs 144 to 150, whose line says more than its number: {@code NETIR_LINK_EVT  Fatal   XC0 i0 Link 09
 * (0x025525c6 0x00000000 …)}. What helps is in its words: one that is not fatal needs nothing by NVIDIA's catalogue of 2025-10 (the
 * driver says itself, by XID 154, when it needs more), but for some of XID 145 that end the program (XID 45 follows), a fatal one a
 * reset, but for two that the host or a program makes. The first word in brackets has a sub-code, bits 20 to 25, which for a link that
 * went down says where to look, the second says which error it was. Before driver 575 there is none.
 *
 * @param unit    of the GPU that tells
 * @param fatal   whether the link, or more, is lost
 * @param link    its number; -1 where it is of none
 * @param subCode -1 when not told
 * @param errors  a bit for each; 0 when not told
 */
record LinkFault(String unit, boolean fatal, int link, int subCode, int errors) {
    private static final int FIRST = 144;
    private static final int LAST = 150;
    private static final int NOT_TOLD = -1;
    private static final String LINK_DOWN = "NETIR_LINK_";
    private static final int SUB_CODE_SHIFT = 20;
    private static final int SUB_CODE_MASK = 0x3F;
    private static final int HEX = 16;
    /** Of those that are not fatal, by unit: those that end the program ("XC/AppCrash (Xid 45)" in the catalogue). */
    private static final Map<String, Integer> ENDS_PROGRAM = Map.of("RLW_REMAP", 0x3F, "RLW_SRC_TRACK", 0xC);
    private static final Pattern WORDS = Pattern.compile(
            "NVRM: Xid .*\\): \\d{3}, (?:pid=[^,]{1,40}, (?:name=[^,]{1,64}, )?)?([A-Z][A-Z0-9_]{2,40})\\s+(?i:(non-?)?fatal)\\b(.*)");
    private static final Pattern LINK = Pattern.compile("\\bLink (-?\\d{1,3})\\b");
    private static final Pattern STATUS = Pattern.compile("\\(0x([0-9a-fA-F]{1,8}) (?:0x([0-9a-fA-F]{1,8}))?");

    /** Empty for another fault, and where the words are not known. */
    static Optional<LinkFault> of(Report report) {
        if (report.code() < FIRST || report.code() > LAST) {
            return Optional.empty();
        }
        Matcher words = WORDS.matcher(report.text());
        if (!words.matches()) {
            return Optional.empty();
        }
        Matcher link = LINK.matcher(words.group(3));
        Matcher status = STATUS.matcher(words.group(3));
        boolean told = status.find();
        return Optional.of(new LinkFault(words.group(1).toUpperCase(Locale.ROOT), words.group(2) == null,
                link.find() ? Integer.parseInt(link.group(1)) : NOT_TOLD,
                told ? word(status.group(1)) >> SUB_CODE_SHIFT & SUB_CODE_MASK : NOT_TOLD,
                told && status.group(2) != null ? word(status.group(2)) : 0));
    }

    private static int word(String digits) {
        return Integer.parseUnsignedInt(digits, HEX);
    }

    Cure cure() {
        if (!fatal) {
            return endsProgram() ? Cure.APPLICATION : Cure.NONE;
        }
        return down() && (subCode == 38 || subCode == 40) ? Cure.INSPECT : Cure.RESET;
    }

    /** For a person, to be put behind what the number means. */
    String words() {
        String place = link < 0 ? "" : " on link " + link;
        String code = subCode < 0 ? "" : ", sub-code " + subCode;
        String where = where();
        return unit + place + (fatal ? ", fatal" : ", not fatal") + code + (where.isEmpty() ? "" : ": " + where);
    }

    private boolean endsProgram() {
        return !fatal && (ENDS_PROGRAM.getOrDefault(unit, 0) & errors) != 0;
    }

    private boolean down() {
        return unit.startsWith(LINK_DOWN);
    }

    private String where() {
        if (endsProgram()) {
            return "the program that used it was ended";
        }
        if (!down()) {
            return "";
        }
        return switch (subCode) {
            case 1 -> "report it if it comes more than once a day";
            case 2, 4, 10 -> "look at the link's signal";
            case 15, 17, 22, 38 -> "look at the software and its user";
            case 16, 18 -> "look at the software, its user and the link's signal";
            case 21, 32, 33, 34, 35, 36, 37 -> "look at the other end of the link";
            case 40 -> "look at the host";
            case 42, 43 -> "look at cables and the link's signal";
            default -> "";
        };
    }
}

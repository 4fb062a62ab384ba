package io.dockmedic.remediation.decide;

import java.util.List;

/**
 * How things stand with the service.
 *
 * @param touches   what others did to it since the incident began
 * @param loops     ids of incidents that say it is in a crash loop and fire now
 * @param told      when people were told about it lately, oldest first
 * @param unsettled why no other act may begin on it: one is under way or its outcome is not known; empty when free
 */
public record Circumstances(Touches touches, List<String> loops, List<Told> told, String unsettled) {
    public static final Circumstances QUIET = new Circumstances(new Touches(List.of()), List.of(), List.of(), "");

    public Circumstances {
        loops = List.copyOf(loops);
        told = List.copyOf(told);
    }
}

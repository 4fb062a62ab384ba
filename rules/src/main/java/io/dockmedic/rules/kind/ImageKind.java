package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ImageEvent.Vulnerable;
import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.Vulnerability;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code image.vulnerable}. */
final class ImageKind {
    private static final List<String> WORDS = Stream.concat(SeverityCounts.WORDS.stream(), Stream.of("")).toList();

    static final Kind<Vulnerable> KIND = Kind.of(
            Vulnerable.KIND,
            Vulnerable.class,
            "what a scanner's report says of an image that containers are made of is not what it said; told once, and"
                    + " after Dockmedic's start, also when it is over or no container is made of it any more",
            List.of(),
            List.of(
                    Field.text("image", "the image as its containers name it, `postgres:16`, also the subject",
                            Vulnerable::image),
                    Field.text("services", "those made of it, at most ten, `shop/db/1, cache`",
                            event -> String.join(", ", event.services())),
                    Field.word("worst", "the worst severity, empty when nothing is found", WORDS,
                            event -> event.counts().worst()),
                    Field.number("critical", "findings of this severity", event -> event.counts().critical()),
                    Field.number("high", "findings of this severity", event -> event.counts().high()),
                    Field.number("count", "all findings", event -> event.counts().total()),
                    Field.number("fixable", "of these, for which there is a version without them",
                            Vulnerable::fixable),
                    Field.number("added", "of these, those that are new since the report before, or since the image"
                            + " that its services had before", event -> event.added().total()),
                    Field.word("worstAdded", "the worst severity of those that are new, empty without any", WORDS,
                            event -> event.added().worst()),
                    Field.text("addedShown", "the worst of those that are new, at most ten; empty without any",
                            event -> event.worst()
                                    .stream()
                                    .map(Vulnerability::shown)
                                    .collect(
                                            Collectors.joining("; "))),
                    Field.number("onHost", "images on the host with a finding that is critical or high",
                            Vulnerable::onHost)));

    private ImageKind() {}
}

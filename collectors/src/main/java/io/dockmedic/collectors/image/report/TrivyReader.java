package io.dockmedic.collectors.image.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.Vulnerability;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Trivy's JSON, schema version 2, as {@code trivy image --format json} writes it: as it comes, so that a large report
 * takes no more memory than a small one. What is not needed is left unread, the image's configuration with its
 * environment before all.
 */
final class TrivyReader {
    private static final int SCHEMA = 2;
    private static final String IMAGE = "container_image";
    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 512;
    private static final int MOST_NAMES = 100;
    /** Of all digests and tags of an image, as the headers of hundreds of reports are kept. */
    private static final int MOST_CHARACTERS = 8 * 1024;
    /** What is skipped is not kept, however long it is; names are not kept either, an attacker's would fill the memory. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(8 * 1024)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser json;
    private final Consumer<Vulnerability> findings;
    private int schema;
    private String type = "";
    private String artifact = "";
    private String imageId = "";
    private final List<String> digests = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private int characters;
    private @Nullable Instant created;

    /** Deals with the value that the parser stands at, all of it. */
    @FunctionalInterface
    private interface Value {
        void read(String name) throws IOException;
    }

    private TrivyReader(JsonParser json, Consumer<Vulnerability> findings) {
        this.json = json;
        this.findings = findings;
    }

    /**
     * Reads all of it; blocks.
     *
     * @param findings gets each, in the order of the report, also when it turns out later that it is none
     * @throws BadReportException when it is no report of an image, or not a whole one
     * @throws IOException        when it cannot be read
     */
    static Header read(InputStream in, Consumer<Vulnerability> findings) throws IOException, BadReportException {
        Ending ending = new Ending(in);
        try (JsonParser parser = JSON.createParser(ending)) {
            return new TrivyReader(parser, findings).whole();
        } catch (StreamConstraintsException large) {
            throw new BadReportException("is nested too deep, or has a value that is too long, at " + place(large),
                    false);
        } catch (JsonProcessingException wrong) {
            throw ending.reached
                    ? new BadReportException("ends too early, at " + place(wrong), true)
                    : new BadReportException("is not JSON, at " + place(wrong), false);
        }
    }

    /** Knows whether more was asked for than there is: then an error is one of the end. */
    private static final class Ending extends FilterInputStream {
        private boolean reached;

        private Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            reached |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            reached |= read < 0;
            return read;
        }
    }

    private static String place(JsonProcessingException wrong) {
        JsonLocation at = wrong.getLocation();
        return at == null ? "an unknown place" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private Header whole() throws IOException, BadReportException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new BadReportException("is empty", true);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new BadReportException("is no report of Trivy: not an object", false);
        }
        object(this::top);
        if (schema == 0) {
            throw new BadReportException("is no report of Trivy: no SchemaVersion", false);
        }
        if (schema != SCHEMA) {
            throw new BadReportException("has SchemaVersion " + schema + "; " + SCHEMA + " is what can be read", false);
        }
        if (!type.equals(IMAGE)) {
            throw new BadReportException(
                    "is not of an image: ArtifactType is \"" + type + "\", not \"" + IMAGE + "\"", false);
        }
        if (artifact.isEmpty()) {
            throw new BadReportException("does not say of which image: no ArtifactName", false);
        }
        if (json.nextToken() != null) {
            throw new BadReportException("goes on after its end", false);
        }
        return new Header(artifact, imageId, digests, tags, created);
    }

    private void top(String name) throws IOException {
        switch (name) {
            case "SchemaVersion" -> schema = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : 0;
            case "ArtifactName" -> artifact = text(LONGEST_NAME);
            case "ArtifactType" -> type = text(LONGEST);
            case "CreatedAt" -> created = time(text(LONGEST));
            case "Metadata" -> object(this::metadata);
            case "Results" -> list(() -> object(this::result));
            default -> json.skipChildren();
        }
    }

    private void metadata(String name) throws IOException {
        switch (name) {
            case "ImageID" -> imageId = text(LONGEST_NAME);
            case "RepoDigests" -> list(() -> add(digests));
            case "RepoTags" -> list(() -> add(tags));
            default -> json.skipChildren();
        }
    }

    private void add(List<String> names) throws IOException {
        String name = text(LONGEST_NAME);
        if (!name.isEmpty() && names.size() < MOST_NAMES && characters + name.length() <= MOST_CHARACTERS) {
            characters += name.length();
            names.add(name);
        }
    }

    private void result(String name) throws IOException {
        if (name.equals("Vulnerabilities")) {
            list(this::vulnerability);
        } else {
            json.skipChildren();
        }
    }

    private void vulnerability() throws IOException {
        String[] of = new String[]{"", "", "", "", "", "", ""};
        object(name -> {
            switch (name) {
                case "VulnerabilityID" -> of[0] = text(LONGEST);
                case "PkgName" -> of[1] = text(LONGEST);
                case "InstalledVersion" -> of[2] = text(LONGEST);
                case "FixedVersion" -> of[3] = text(LONGEST);
                case "Severity" -> of[4] = text(LONGEST).toLowerCase(Locale.ROOT);
                case "Title" -> of[5] = text(LONGEST);
                case "PrimaryURL" -> of[6] = text(LONGEST_NAME);
                default -> json.skipChildren();
            }
        });
        if (!of[0].isEmpty()) {
            String severity = SeverityCounts.WORDS.contains(of[4]) ? of[4] : "unknown";
            String url = of[6].startsWith("https://") || of[6].startsWith("http://") ? of[6] : "";
            findings.accept(new Vulnerability(of[0], of[1], of[2], of[3], severity, of[5], url));
        }
    }

    /** Each member of the object that the parser stands at; what is no object has none. */
    private void object(Value member) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            member.read(name);
        }
    }

    /** Reads an element. */
    @FunctionalInterface
    private interface Element {
        void read() throws IOException;
    }

    private void list(Element element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    private String text(int longest) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return "";
        }
        String text = json.getText().replaceAll("\\p{Cntrl}", " ").strip();
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}

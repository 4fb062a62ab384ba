package io.dockmedic.collectors.event;

import io.dockmedic.collectors.base.redact.Redactor;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What others tell us. It is believed to have been told, and no more than that. */
public sealed interface ExternalEvent extends Event {
    /** In characters, after which no more of its data is said. */
    int MOST_SAID = 200;

    /** The same of one value. */
    int MOST_OF_ONE = 80;

    /** The last character of which a string keeps one byte. */
    char LATIN_1 = 0xFF;

    /** For what is said of data. */
    Redactor REDACTOR = new Redactor();

    /** What of this host it is about. */
    Scope scope();

    /** The GPU of this host that it names, perhaps beside a container; null when it names none. */
    @Nullable
    Gpu gpu();

    /** Why it is about no container of this host; empty when it is about one. */
    String missing();

    /** Events of before there were scopes have none. */
    private static Scope scope(@Nullable Scope told, @Nullable Container container) {
        return told != null ? told : container == null ? Scope.NONE : Scope.CONTAINER;
    }

    private static int length(Map<String, String> texts) {
        int length = 0;
        for (Map.Entry<String, String> one : texts.entrySet()) {
            length += bytes(one.getKey()) + bytes(one.getValue());
        }
        return length;
    }

    /** As a string is kept: one for each character, two where there is one that Latin-1 has not. */
    private static int bytes(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > LATIN_1) {
                return 2 * text.length();
            }
        }
        return text.length();
    }

    /** What is told of it, as much as a line has room for, without what looks like a secret. */
    private static String said(Map<String, String> data) {
        StringBuilder said = new StringBuilder();
        for (Map.Entry<String, String> one : new TreeMap<>(data).entrySet()) {
            if (said.length() > MOST_SAID) {
                return said.append(", …").toString();
            }
            // A secret that is cut is none that is known.
            String clean = REDACTOR.isSecret(one.getKey())
                    ? one.getKey() + "=" + Redactor.REDACTED
                    : REDACTOR.text(one.getKey() + "=" + one.getValue());
            String whole = String.join(" ", clean.lines().toList());
            int most = one.getKey().length() + 1 + MOST_OF_ONE;
            said.append(said.isEmpty() ? ": " : ", ")
                    .append(whole.length() > most ? whole.substring(0, most) + "…" : whole);
        }
        return said.toString();
    }

    /** What it is about, at the end of a sentence. */
    private static String about(ExternalEvent event) {
        Container container = event.target();
        Gpu gpu = event.gpu();
        return switch (event.scope()) {
            case CONTAINER -> container == null ? "" : ", about " + container.service().key();
            case GPU -> gpu == null ? "" : ", about " + gpu.words();
            case HOST -> ", about this host";
            case ELSEWHERE -> ", about another host";
            case NONE -> "";
        };
    }

    /**
     * Another system's alert began to fire, or is resolved. Each is told once for its {@code fingerprint} and
     * {@code startsAt}, however often it is sent.
     *
     * @param at          when it came in: the sender's clock is another's
     * @param fingerprint of its labels, the sender's or ours
     * @param alert       its name
     * @param status      {@code firing} or {@code resolved}
     * @param startsAt    since when it fires, by the sender's clock, RFC 3339
     * @param scope       what its labels name
     * @param container   which they name; null when they name none
     * @param gpu         the same of GPUs
     * @param missing     why there is no container; empty when there is one
     */
    record Alert(Instant at, String host, Origin origin, String fingerprint, String alert, String status,
            String startsAt, Map<String, String> labels, Map<String, String> annotations, Scope scope,
            @Nullable Container container, @Nullable Gpu gpu, String missing) implements ExternalEvent {
        public static final String KIND = "external.alert";

        /** It fires. */
        public static final String FIRING = "firing";

        /** It is over. */
        public static final String RESOLVED = "resolved";

        public Alert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
            scope = ExternalEvent.scope(scope, container);
            container = scope == Scope.CONTAINER ? container : null;
            gpu = scope == Scope.CONTAINER || scope == Scope.GPU ? gpu : null;
        }

        @Override
        public int mark() {
            return Objects.hash(KIND, at, host, fingerprint, startsAt, status);
        }

        /** One about a container, or about nothing here, and why. */
        public Alert(Instant at, String host, Origin origin, String fingerprint, String alert, String status,
                String startsAt, Map<String, String> labels, Map<String, String> annotations,
                @Nullable Container container, String missing) {
            this(at, host, origin, fingerprint, alert, status, startsAt, labels, annotations,
                    container == null ? Scope.NONE : Scope.CONTAINER, container, null, missing);
        }

        /** Of which it is not known yet what it is about. */
        public static Alert unplaced(Instant at, String host, String fingerprint, String alert, String status,
                String startsAt, Map<String, String> labels, Map<String, String> annotations) {
            return new Alert(at, host, Origin.EXTERNAL, fingerprint, alert, status, startsAt, labels, annotations,
                    Scope.NONE, null, null, "");
        }

        /** The same, about that. */
        public Alert about(Bearing found) {
            return new Alert(at, host, origin, fingerprint, alert, status, startsAt, labels, annotations, found.scope(),
                    found.container(), found.gpu(), found.missing());
        }

        @Override
        public String kind() {
            return KIND;
        }

        /** The alert, not its container: that may be gone when the alert is resolved. */
        @Override
        public String subject() {
            return alert + "/" + fingerprint;
        }

        @Override
        public @Nullable Container target() {
            return container;
        }

        @Override
        public int length() {
            return ExternalEvent.length(labels) + ExternalEvent.length(annotations);
        }

        @Override
        public String summary() {
            return "alert " + alert + " is " + status + ExternalEvent.about(this);
        }
    }

    /**
     * Something happened elsewhere. Told once for its {@code source} and {@code id}, however often it is sent.
     *
     * @param at        when it came in: the sender's clock is another's
     * @param source    who tells it, in its own words
     * @param id        of the event, unique for its source
     * @param type      what happened, {@code com.example.deployed}
     * @param about     what it happened to, in the source's words; may be empty
     * @param time      when, by the source's clock, RFC 3339; may be empty
     * @param data      what is told of it, by name
     * @param scope     what its data names
     * @param container which it names; null when it names none
     * @param gpu       the same of GPUs
     * @param missing   why there is no container; empty when there is one
     */
    record Occurred(Instant at, String host, Origin origin, String source, String id, String type, String about,
            String time, Map<String, String> data, Scope scope, @Nullable Container container, @Nullable Gpu gpu,
            String missing) implements ExternalEvent {
        public static final String KIND = "external.event";

        public Occurred {
            data = Map.copyOf(data);
            scope = ExternalEvent.scope(scope, container);
            container = scope == Scope.CONTAINER ? container : null;
            gpu = scope == Scope.CONTAINER || scope == Scope.GPU ? gpu : null;
        }

        @Override
        public int mark() {
            return Objects.hash(KIND, at, host, source, id, time);
        }

        @Override
        public String kind() {
            return KIND;
        }

        /** What it happened to, so that a later event of it can end what an earlier one began. */
        @Override
        public String subject() {
            return source + (about.isEmpty() ? "" : " " + about);
        }

        @Override
        public @Nullable Container target() {
            return container;
        }

        @Override
        public int length() {
            return ExternalEvent.length(data);
        }

        @Override
        public String summary() {
            return source + " tells " + type + (about.isEmpty() ? "" : " of " + about) + ExternalEvent.about(this)
                    + ExternalEvent.said(data);
        }
    }
}

package io.dockmedic.rules.state.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.IncidentJson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Events as they are kept, many together: lines of when one was seen and what it is as JSON, deflated.
 */
final class Packed {
    private final Instant at;
    private final int events;
    private final byte[] body;

    /**
     * As it was kept.
     *
     * @param at     when the last was seen
     * @param events how many
     */
    Packed(Instant at, int events, byte[] body) {
        this.at = at;
        this.events = events;
        this.body = body;
    }

    /** Of at least one, in the order in which they were seen. Takes some microseconds for each. */
    static Packed of(List<Scripted> seen, IncidentJson json) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (Writer lines = new OutputStreamWriter(new DeflaterOutputStream(body), StandardCharsets.UTF_8)) {
            for (Scripted one : seen) {
                lines.append(one.seen().toString()).append(' ').append(json.write(one.event())).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return new Packed(seen.getLast().seen(), seen.size(), body.toByteArray());
    }

    /** When the last was seen. */
    Instant at() {
        return at;
    }

    /** How many there are. */
    int events() {
        return events;
    }

    /** Not to be changed. */
    byte[] body() {
        return body;
    }

    /**
     * In their order; {@code unreadable} is told of what another version wrote, or a disk spoilt, and of how many, and they are
     * left out.
     */
    List<Scripted> unpack(IncidentJson json, ObjIntConsumer<String> unreadable) {
        List<Scripted> seen = new ArrayList<>(events);
        int left = events;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new InflaterInputStream(new ByteArrayInputStream(body)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                left--;
                int space = line.indexOf(' ');
                try {
                    seen.add(new Scripted(
                            Instant.parse(line.substring(0, Math.max(0, space))),
                            json.read(line.substring(space + 1), Event.class)));
                } catch (JsonProcessingException e) {
                    unreadable.accept(e.getOriginalMessage(), 1);
                } catch (DateTimeParseException e) {
                    unreadable.accept(String.valueOf(e.getMessage()), 1);
                }
            }
        } catch (IOException e) {
            // With this all that would have followed is gone.
            unreadable.accept(String.valueOf(e.getMessage()), Math.max(1, left));
        }
        return seen;
    }
}

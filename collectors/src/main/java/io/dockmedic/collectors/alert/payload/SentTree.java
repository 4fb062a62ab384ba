package io.dockmedic.collectors.alert.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads JSON that others sent, within bounds. */
final class SentTree {
    private static final int DEEPEST = 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private SentTree() {}

    /** @param instead what to send, for the message when it is none */
    static JsonNode read(byte[] sent, String instead) throws BadPayloadException {
        try {
            return JSON.readTree(sent);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new BadPayloadException("", "this is no JSON" + where, instead);
        } catch (IOException e) {
            // Bytes that begin as another encoding of Unicode does, and are none; Avro's and Protobuf's often do.
            throw new BadPayloadException("", "this is no JSON in UTF-8", instead);
        }
    }
}

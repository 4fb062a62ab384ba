package io.dockmedic.api.http;

import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.exposition.TextForm;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.vertx.ext.web.MIMEHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What {@code /metrics} can be written as. */
enum ScrapeFormat {
    TEXT(ExpositionFormats.init().getPrometheusTextFormatWriter()) {
        @Override
        boolean is(MIMEHeader accepted) {
            return type(accepted).equals("text/plain");
        }

        @Override
        void write(Parts parts, OutputStream out) throws IOException {
            writer().write(out, parts.write(TextForm.PROMETHEUS, out));
        }
    },
    OPEN_METRICS(ExpositionFormats.init().getOpenMetricsTextFormatWriter()) {
        @Override
        boolean is(MIMEHeader accepted) {
            return type(accepted).equals("application/openmetrics-text") && !says(accepted, "version", "2.0.0");
        }

        @Override
        void write(Parts parts, OutputStream out) throws IOException {
            writer().write(out, parts.write(TextForm.OPEN_METRICS, out));
        }
    },
    PROTOBUF(ExpositionFormats.init().getPrometheusProtobufWriter()) {
        @Override
        boolean is(MIMEHeader accepted) {
            return type(accepted).equals("application/vnd.google.protobuf")
                    && says(accepted, "proto", "io.prometheus.client.MetricFamily")
                    && says(accepted, "encoding", "delimited");
        }

        @Override
        void write(Parts parts, OutputStream out) throws IOException {
            writer().write(out, parts.collect());
        }
    };

    /** Has no state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final ExpositionFormatWriter writer;

    ScrapeFormat(ExpositionFormatWriter writer) {
        this.writer = writer;
    }

    /** The first that the client likes best; text when it likes none of ours. */
    static ScrapeFormat of(List<MIMEHeader> accepted) {
        for (MIMEHeader one : accepted) {
            for (ScrapeFormat format : values()) {
                if (one.weight() > 0 && format.is(one)) {
                    return format;
                }
            }
        }
        return TEXT;
    }

    String contentType() {
        return writer.getContentType();
    }

    ExpositionFormatWriter writer() {
        return writer;
    }

    abstract boolean is(MIMEHeader accepted);

    abstract void write(Parts parts, OutputStream out) throws IOException;

    private static String type(MIMEHeader accepted) {
        return accepted.component() + "/" + accepted.subComponent();
    }

    private static boolean says(MIMEHeader accepted, String parameter, String value) {
        return value.equals(accepted.parameter(parameter));
    }
}

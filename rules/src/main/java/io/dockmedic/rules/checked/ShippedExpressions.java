package io.dockmedic.rules.checked;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import io.dockmedic.rules.expression.Checked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shipped rules' expressions, read when the first one is asked for. Where the file is missing there are none, and
 * all are checked. Safe for use by several threads.
 */
public final class ShippedExpressions implements Checked {
    /** The file, beside this class. */
    public static final String FILE = "shipped";

    private @Nullable Map<String, byte[]> forms;

    @Override
    public Optional<Supplier<CelAbstractSyntaxTree>> find(String name) {
        return Optional.ofNullable(forms().get(name)).map(form -> () -> expression(form));
    }

    private static CelAbstractSyntaxTree expression(byte[] form) {
        try {
            return CelProtoAbstractSyntaxTree.fromCheckedExpr(CheckedExpr.parseFrom(form)).getAst();
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("broken: " + FILE, e);
        }
    }

    private synchronized Map<String, byte[]> forms() {
        Map<String, byte[]> known = forms;
        if (known == null) {
            known = read();
            forms = known;
        }
        return known;
    }

    private static Map<String, byte[]> read() {
        try (InputStream in = ShippedExpressions.class.getResourceAsStream(FILE)) {
            return in == null ? Map.of() : ExpressionFile.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

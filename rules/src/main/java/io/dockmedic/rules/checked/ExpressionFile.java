package io.dockmedic.rules.checked;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How checked expressions are kept: their number, then of each its name and its {@code cel.expr.CheckedExpr}. */
public final class ExpressionFile {
    private ExpressionFile() {}

    /** Sorted, so that the same rules give the same bytes. */
    public static void write(Map<String, CelAbstractSyntaxTree> expressions, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(expressions.size());
        for (Map.Entry<String, CelAbstractSyntaxTree> entry : new TreeMap<>(expressions).entrySet()) {
            byte[] form = CelProtoAbstractSyntaxTree.fromCelAst(entry.getValue()).toCheckedExpr().toByteArray();
            data.writeUTF(entry.getKey());
            data.writeInt(form.length);
            data.write(form);
        }
        data.flush();
    }

    static Map<String, byte[]> read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(in.readAllBytes()));
        int size = data.readInt();
        Map<String, byte[]> forms = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            String name = data.readUTF();
            forms.put(name, data.readNBytes(data.readInt()));
        }
        return forms;
    }
}

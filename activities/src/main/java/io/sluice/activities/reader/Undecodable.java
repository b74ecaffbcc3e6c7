package io.sluice.activities.reader;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Text that is not what its character set says. Decoding leaves U+FFFD where bytes made no sense; a text that holds one has lost
 * what it said, wherever that happened, so its record counts as corrupt.
 */
public final class Undecodable {
    private static final char REPLACEMENT = '\uFFFD';
    private static final String SENTENCE = "not in its character set: ";

    private Undecodable() {}

    /** What is wrong with decoded values, without them; null for nothing. */
    public static @Nullable String sentence(String[] names, @Nullable Object[] values) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (values[i] instanceof String text && text.indexOf(REPLACEMENT) >= 0) {
                broken.add(names[i]);
            }
        }
        return broken.isEmpty() ? null : SENTENCE + String.join(", ", broken);
    }

    /** The same for columns whose bytes nobody has decoded yet. */
    static Column sentence(StructType columns) {
        UDF1<byte[], Boolean> broken = bytes -> bytes != null && isBroken(bytes);
        List<Column> names = new ArrayList<>();
        for (StructField field : columns.fields()) {
            if (field.dataType() instanceof StringType) {
                Column bytes = functions
                        .col("`" + field.name().replace("`", "``") + "`")
                        .cast(DataTypes.BinaryType);
                names.add(when(udf(broken, DataTypes.BooleanType).apply(bytes), field.name()));
            }
        }
        if (names.isEmpty()) {
            return lit(null).cast(DataTypes.StringType);
        }
        Column found = array_compact(array(names.toArray(Column[]::new)));
        return when(size(found).gt(0), concat(lit(SENTENCE), array_join(found, ", ")));
    }

    private static boolean isBroken(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0) {
                return !decodes(bytes);
            }
        }
        return false;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString()
                            .indexOf(REPLACEMENT)
                    < 0;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}

package io.sluice.activities.expression;

import java.util.function.Supplier;
import org.apache.spark.sql.internal.SQLConf;

/**
 * The settings under which expressions are compiled, whatever the settings of a session around: a definition means one
 * thing.
 */
final class SqlSettings {
    private static final SQLConf CONF = conf();

    private SqlSettings() {}

    static SQLConf get() {
        return CONF;
    }

    /** Runs something under these settings in this thread. */
    static <T> T with(Supplier<T> body) {
        return SQLConf.withExistingConf(CONF, body::get);
    }

    private static SQLConf conf() {
        SQLConf conf = new SQLConf();
        conf.setConfString("spark.sql.session.timeZone", "UTC");
        conf.setConfString("spark.sql.caseSensitive", "false");
        // The rewrite makes every operator try; ANSI's own coercion would refuse comparisons that people write.
        conf.setConfString("spark.sql.ansi.enabled", "false");
        conf.setConfString("spark.sql.legacy.sizeOfNull", "false");
        conf.setConfString("spark.sql.timestampType", "TIMESTAMP_LTZ");
        return conf;
    }
}

package io.sluice.activities.fetch;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads one kind of source that is no file. */
public interface Fetcher {
    /**
     * Writes everything that the source answers into a new folder, as files whose bytes depend on nothing but the answer.
     *
     * @throws io.temporal.failure.ApplicationFailure UnreadableSource when no retry mends it
     */
    void fetch(SparkSession session, FetchRequest request, Path folder);

    /**
     * Asks whether the source answers, and takes nothing: the shape of a table, the first page of an export.
     *
     * @throws RuntimeException with the sentence that says why not, which holds no secret
     */
    void probe(FetchRequest request);

    /** Hadoop's settings as a session has them. */
    static Configuration configuration(SparkSession session) {
        return session.sparkContext().hadoopConfiguration();
    }
}

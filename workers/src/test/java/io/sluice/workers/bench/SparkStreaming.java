package io.sluice.workers.bench;

import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** {@link SparkMain} in a process with the jars of {@code infra/bench/spark-streaming}: Spark's Kafka source needs an older client. */
final class SparkStreaming {
    private SparkStreaming() {}

    /** Starts it; what it keeps and prints goes into a folder. */
    static AppProcess start(Path folder, String broker, String redisPort, String topic) {
        return AppProcess.startFast(
                jars(folder.resolve("spark-streaming.txt")),
                List.of(JavaModuleOptions.defaultModuleOptions().split(" ")),
                SparkMain.class,
                folder.resolve("spark.log"),
                broker,
                redisPort,
                topic,
                folder.resolve("spark").toString());
    }

    private static List<String> jars(Path listing) {
        new Commands(LocalStack.CHECKOUT, Map.of())
                .run(
                        "mvn",
                        "-B",
                        "-q",
                        "-f",
                        "infra/bench/spark-streaming/pom.xml",
                        "dependency:build-classpath",
                        "-Dmdep.outputFile=" + listing)
                .orFail();
        try {
            return List.of(Files.readString(listing).strip().split(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

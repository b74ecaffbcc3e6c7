package io.sluice.activities.lake;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Turns what a catalog or a file system throws into one sentence that says what to do. */
final class LakeErrors {
    private LakeErrors() {}

    /** A retryable failure with a clear sentence, or the failure itself when it is not the lake's. */
    static RuntimeException translate(LakeConfig config, RuntimeException failure) {
        if (failure instanceof CommitFailedException) {
            return new LakeUnavailableException(
                    "A commit lost against other writers of the lake too often; it is tried again: "
                            + failure.getMessage(),
                    failure);
        }
        if (failure instanceof UncheckedSQLException || failure instanceof RESTException) {
            return new LakeUnavailableException(catalog(config, failure), failure);
        }
        if (failure instanceof RuntimeIOException
                || failure instanceof UncheckedIOException
                || failure instanceof NotFoundException) {
            return new LakeUnavailableException(
                    "The lake's warehouse " + config.warehouse() + " cannot be read or written (" + root(failure)
                            + "): check that the folder exists, that this user may write to it, and that there is room",
                    failure);
        }
        return failure;
    }

    private static String catalog(LakeConfig config, RuntimeException failure) {
        String said = sqlMessage(failure);
        String name = "The lake's catalog " + config.shownUri();
        if (said.contains("SQLITE_BUSY") || said.contains("SQLITE_LOCKED")) {
            return name + " is locked by another process; it is tried again. If it stays so, end the program that holds"
                    + " the file (an open SQL client, a stopped worker)";
        }
        if (said.contains("SQLITE_CANTOPEN") || said.contains("does not exist")) {
            return name + " cannot be opened: check that its folder exists and that this user may write there (" + said
                    + ")";
        }
        if (said.contains("SQLITE_READONLY") || said.contains("SQLITE_PERM")) {
            return name + " cannot be written: give this user the right to write the file and its folder";
        }
        return name + " does not answer as expected (" + said
                + "): check that it is reachable and that user and password fit";
    }

    private static String sqlMessage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return root(failure);
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof FileSystemException
                ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : String.valueOf(cause.getMessage());
    }
}

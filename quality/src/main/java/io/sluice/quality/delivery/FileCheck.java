package io.sluice.quality.delivery;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.known.ReceivedFile;
import java.util.List;

/** Expectations about the files of a delivery, as the landing manifest has them. They read no rows. */
public enum FileCheck implements ExpectationType {
    COUNT("expect_table_file_count_to_be_between", Bounds.COUNT_PARAMETERS) {
        @Override
        Judgement judge(List<ReceivedFile> files, Arguments arguments) {
            long count = files.size();
            return Judgement.of(
                    Bounds.of(arguments, DataType.BIGINT).contain(count),
                    count,
                    Phrases.whole(count) + " files were received");
        }

        @Override
        String expected(Arguments arguments) {
            return "the number of files is "
                    + Bounds.of(arguments, DataType.BIGINT).phrase();
        }
    },
    /** Of every file, in bytes. The observed value is how many files are too small or too large. */
    SIZE("expect_table_file_sizes_to_be_between", Bounds.COUNT_PARAMETERS) {
        @Override
        Judgement judge(List<ReceivedFile> files, Arguments arguments) {
            Bounds bounds = Bounds.of(arguments, DataType.BIGINT);
            List<ReceivedFile> wrong =
                    files.stream().filter(file -> !bounds.contain(file.bytes())).toList();
            return named(wrong, "of another size", wrong.size());
        }

        @Override
        String expected(Arguments arguments) {
            return "the bytes of every file are "
                    + Bounds.of(arguments, DataType.BIGINT).phrase();
        }
    },
    /** The observed value is how many rows could not be read. */
    READABLE("expect_table_files_to_be_readable", List.of()) {
        @Override
        Judgement judge(List<ReceivedFile> files, Arguments arguments) {
            List<ReceivedFile> wrong =
                    files.stream().filter(file -> file.corruptRows() > 0).toList();
            long rows = wrong.stream().mapToLong(ReceivedFile::corruptRows).sum();
            return named(wrong, "with " + Phrases.whole(rows) + " rows that could not be read", rows);
        }

        @Override
        String expected(Arguments arguments) {
            return "every row of every file can be read";
        }
    };

    /** Why files are not asked about. */
    static final String STREAMED = "the rows came from a stream, not in files";

    /** Names of files that are shown. */
    private static final int SHOWN = 5;

    private final String type;
    private final List<Parameter> parameters;

    FileCheck(String type, List<Parameter> parameters) {
        this.type = type;
        this.parameters = parameters;
    }

    abstract Judgement judge(List<ReceivedFile> files, Arguments arguments);

    abstract String expected(Arguments arguments);

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return parameters.isEmpty()
                ? List.of()
                : Bounds.problems(arguments, DataType.BIGINT, Bounds.Needed.AT_LEAST_ONE);
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        if (arguments.surroundings().isStreamed()) {
            return CompiledExpectation.answered(Judgement.leftOut(STREAMED), expected(arguments));
        }
        List<ReceivedFile> files = arguments
                .surroundings()
                .files()
                .orElseThrow(() -> new NotEvaluatedException("the rows did not come from files"));
        return CompiledExpectation.answered(judge(files, arguments), expected(arguments));
    }

    private static Judgement named(List<ReceivedFile> wrong, String what, long observed) {
        String names =
                Phrases.some(wrong.stream().limit(SHOWN).map(ReceivedFile::path).toList());
        return Judgement.of(
                wrong.isEmpty(),
                observed,
                Phrases.whole(wrong.size())
                        + (wrong.size() == 1 ? " file " : " files ")
                        + what
                        + (wrong.isEmpty() ? "" : ": " + names));
    }
}

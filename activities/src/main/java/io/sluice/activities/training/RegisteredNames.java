package io.sluice.activities.training;

import java.util.List;

/** What a training set asks of the registry. */
public interface RegisteredNames {
    /** The names that are registered now of a kind such as feature. */
    List<String> of(String kind);

    /** The project's folder, against which paths of labels are resolved. */
    String folder();
}

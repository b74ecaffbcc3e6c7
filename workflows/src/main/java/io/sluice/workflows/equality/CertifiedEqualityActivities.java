package io.sluice.workflows.equality;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Comparing certified days with the archive that they are of: contract §8, E3. Task queue {@code sluice-batch}. */
@ActivityInterface
public interface CertifiedEqualityActivities {
    /**
     * Compares the newest certified days of a stream with the accepted rows of its archive, row by row, and writes the numbers to
     * {@code sluice.equality}, once for a run. Days that wait to be certified again are left out.
     *
     * @throws RuntimeException NotFound for a stream that was never begun
     */
    @ActivityMethod(name = "CompareCertified")
    EqualityFound compareCertified(EqualityRequest request);
}

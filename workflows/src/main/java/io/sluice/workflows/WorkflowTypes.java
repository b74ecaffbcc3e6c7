package io.sluice.workflows;

import io.sluice.workflows.apply.ApplyDefinitionsWorkflowImpl;
import io.sluice.workflows.ask.AskWorkflowImpl;
import io.sluice.workflows.audit.QualityGateWorkflowImpl;
import io.sluice.workflows.certify.StreamCertificationWorkflowImpl;
import io.sluice.workflows.correct.CorrectionWorkflowImpl;
import io.sluice.workflows.equality.EqualityCheckWorkflowImpl;
import io.sluice.workflows.hosting.StreamInstanceWorkflowImpl;
import io.sluice.workflows.ingest.BatchIngestionWorkflowImpl;
import io.sluice.workflows.lane.StreamLaneWorkflowImpl;
import io.sluice.workflows.maintain.LakeMaintenanceWorkflowImpl;
import io.sluice.workflows.model.RegisterModelWorkflowImpl;
import io.sluice.workflows.online.OnlineMaterializationWorkflowImpl;
import io.sluice.workflows.refresh.ViewRefreshWorkflowImpl;
import io.sluice.workflows.release.MergedViewPublishWorkflowImpl;
import io.sluice.workflows.reprocess.QuarantineReprocessWorkflowImpl;
import io.sluice.workflows.training.TrainingSetWorkflowImpl;
import io.sluice.workflows.view.ViewUpdateWorkflowImpl;
import java.util.List;

/** What a worker of the queue {@code sluice} registers. */
public final class WorkflowTypes {
    private WorkflowTypes() {}

    /** The implementation of every workflow. */
    public static List<Class<?>> implementations() {
        return List.of(
                ApplyDefinitionsWorkflowImpl.class,
                BatchIngestionWorkflowImpl.class,
                QualityGateWorkflowImpl.class,
                ViewUpdateWorkflowImpl.class,
                QuarantineReprocessWorkflowImpl.class,
                MergedViewPublishWorkflowImpl.class,
                OnlineMaterializationWorkflowImpl.class,
                EqualityCheckWorkflowImpl.class,
                StreamLaneWorkflowImpl.class,
                StreamInstanceWorkflowImpl.class,
                StreamCertificationWorkflowImpl.class,
                CorrectionWorkflowImpl.class,
                LakeMaintenanceWorkflowImpl.class,
                ViewRefreshWorkflowImpl.class,
                TrainingSetWorkflowImpl.class,
                RegisterModelWorkflowImpl.class,
                AskWorkflowImpl.class);
    }
}

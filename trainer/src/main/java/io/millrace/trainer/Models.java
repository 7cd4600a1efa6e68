package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import java.util.Optional;

/** The models there are. */
interface Models {
    /** Every version as it stands now. */
    Ledger ledger();

    /** @throws io.millrace.models.artefact.ModelRefused where the bytes are not there or not the announced ones */
    ModelBytes bytes(ModelVersion version);

    /** @throws io.millrace.models.artefact.ModelRefused where the bytes are not there or not the announced ones */
    ModelBytes bytes(ImportedModel model);

    /** What live data is held against while a version serves; empty where it is not there. */
    Optional<ModelReference> reference(long version);
}

package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Models in memory. */
final class FakeModels implements Models {
    private final Map<String, ModelVersion> latest = new HashMap<>();
    private final Map<Long, ModelBytes> bytes = new HashMap<>();

    void serve(ModelVersion version, ModelBytes onnx) {
        latest.put(Long.toString(version.getVersion()), version);
        latest.put(Topics.CHAMPION, version);
        bytes.put(version.getVersion(), onnx);
    }

    /** Its bytes as somebody sent them. */
    ImportedModel upload(long upload, ModelBytes onnx) {
        bytes.put(upload, onnx);
        return new ImportedModel(upload, "theirs", "ann", onnx.sha256(), (long) onnx.size(), onnx.chunks(), "imported");
    }

    void loseBytes() {
        bytes.clear();
    }

    @Override
    public Ledger ledger() {
        return new Ledger(latest);
    }

    @Override
    public ModelBytes bytes(ModelVersion version) {
        if (!bytes.containsKey(version.getVersion())) {
            throw new ModelRefused("no bytes");
        }
        return bytes.get(version.getVersion());
    }

    @Override
    public ModelBytes bytes(ImportedModel model) {
        if (!bytes.containsKey(model.getUpload())) {
            throw new ModelRefused("no bytes");
        }
        return bytes.get(model.getUpload());
    }

    @Override
    public Optional<ModelReference> reference(long version) {
        return Optional.empty();
    }
}

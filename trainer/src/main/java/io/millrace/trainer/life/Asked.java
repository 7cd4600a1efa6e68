package io.millrace.trainer.life;

import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;

/** What follows from a request, where it may be done at all. */
record Asked(Life life, Versions versions, Moment at) {
    /** @throws Refused where it must not be done */
    Step step(ModelRequest request) {
        return switch (request.getAsked()) {
            case PROMOTE -> promotion(request);
            case ROLLBACK -> rollback(request);
            case ARCHIVE -> archiving(request);
        };
    }

    private Step promotion(ModelRequest request) {
        ModelVersion version = known(request.getVersion());
        if (version.getVersion() == champion()) {
            throw new Refused("version " + version.getVersion() + " serves already");
        }
        if (version.getChunks() == 0) {
            throw new Refused("the bytes of version " + version.getVersion() + " were not kept: it is "
                    + version.getStatus() + ", " + version.getStatusReason());
        }
        if (!versions.liveEncoders(champion()).contains(version.getEncoderFingerprint())) {
            throw new Refused("no vectors of the encoder of version " + version.getVersion() + ", "
                    + version.getEncoderFingerprint() + ", are made any more: it could not answer");
        }
        return life.promote(
                version.getVersion(), versions.isComparable(version, champion()), "promoted by " + request.getBy(), at);
    }

    private Step rollback(ModelRequest request) {
        long previous = life.standing().previous();
        if (previous == 0) {
            throw new Refused("there is no version to go back to: millrace models promote VERSION names one");
        }
        if (!versions.isComparable(known(previous), champion())) {
            throw new Refused("version " + previous + " has another encoder or other classes than the champion");
        }
        return life.rollBack("rolled back to version " + previous + " by " + request.getBy(), at);
    }

    private Step archiving(ModelRequest request) {
        ModelVersion version = known(request.getVersion());
        if (version.getVersion() == champion()) {
            throw new Refused("version " + version.getVersion() + " serves: promote another one first");
        }
        if (version.getStatus() == ModelStatus.REJECTED) {
            throw new Refused("version " + version.getVersion() + " is REJECTED already: " + version.getStatusReason());
        }
        return life.archive(
                version.getVersion(), version.getStatus() == ModelStatus.ARCHIVED, "archived by " + request.getBy());
    }

    private ModelVersion known(long number) {
        return versions.of(number).orElseThrow(() -> new Refused("there is no version " + number));
    }

    private long champion() {
        return life.standing().champion();
    }
}

package io.millrace.runtime;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;

/** Why client and server do not trust each other, in one line. */
final class CertificateRefusal {
    private CertificateRefusal() {}

    /** @param prefix of the environment variables that hold this client's TLS settings */
    static String line(String server, Throwable e, String prefix) {
        if (Causes.find(e, CertificateExpiredException.class).isPresent()) {
            return "the certificate of " + server + " has expired (" + deepest(e) + "): renew it there";
        }
        if (Causes.find(e, CertificateNotYetValidException.class).isPresent()) {
            return "the certificate of " + server + " is not valid yet (" + deepest(e) + "): check the clocks";
        }
        if (Causes.of(e)
                .anyMatch(c -> c instanceof CertPathBuilderException || c instanceof CertPathValidatorException)) {
            return "nobody this client trusts has signed the certificate of " + server + " (" + deepest(e) + ")"
                    + ": name the authority's certificate in " + prefix + "SSL_TRUSTSTORE_LOCATION";
        }
        if (Causes.find(e, GeneralSecurityException.class).isPresent()) {
            return "the certificate of " + server + " is not good for it (" + deepest(e)
                    + "): reach it by a name the certificate holds, or have it made anew";
        }
        String alert = deepest(e);
        if (alert.toLowerCase(Locale.ROOT).contains("alert")) {
            return server + " refuses the certificate of this client (" + alert + "): check " + prefix
                    + "SSL_KEYSTORE_LOCATION and whether it has expired";
        }
        return server + " and this client do not agree on TLS (" + alert + "): check the port and " + prefix
                + "SECURITY_PROTOCOL";
    }

    private static String deepest(Throwable e) {
        return String.valueOf(
                Causes.of(e).reduce((outer, inner) -> inner).orElse(e).getMessage());
    }
}

package org.oudfhir.privacy.issuer;

import org.oudfhir.fhir.Problem;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks a password, unless too many wrong ones came before it; each attempt is on record. */
final class ThrottledLogin implements AuthenticationProvider {

    private final AuthenticationProvider passwords;
    private final LoginThrottle throttle;
    private final SignIns signIns;

    ThrottledLogin(AuthenticationProvider passwords, LoginThrottle throttle, SignIns signIns) {
        this.passwords = passwords;
        this.throttle = throttle;
        this.signIns = signIns;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String name = asked.getName();
        String address =
                asked.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (throttle.mustWait(name, address)) {
            record(name, false);
            throw new LockedException("too many failures");
        }
        try {
            Authentication known = passwords.authenticate(asked);
            record(name, true);
            throttle.succeeded(name);
            return known;
        } catch (AuthenticationServiceException notRecorded) {
            throw notRecorded;
        } catch (AuthenticationException wrong) {
            throttle.failed(name, address);
            record(name, false);
            throw wrong;
        }
    }

    /** Who cannot be recorded is not let in. */
    private void record(String name, boolean succeeded) {
        try {
            signIns.log().signedIn(name, succeeded);
        } catch (Problem.Unavailable e) {
            throw new AuthenticationServiceException("It cannot be recorded that somebody signs in", e);
        }
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}

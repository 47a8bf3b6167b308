package org.oudfhir.server;

/** The order of the interceptors of all features, lowest first. */
public final class InterceptorOrder {

    public static final int LIMIT = 50;
    public static final int AUTHENTICATE = 100;
    public static final int AUTHORIZE = 200;
    public static final int READ = 250;
    public static final int CONSENT = 300;
    public static final int IDENTIFY = 350;
    public static final int VALIDATE = 400;
    public static final int SAFETY = 500;
    public static final int DERIVE = 600;
    public static final int AUDIT = 700;

    private InterceptorOrder() {}
}

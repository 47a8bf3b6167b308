package org.oudfhir.telemetry;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;

/**
 * How the log shows an exception: its kinds and where it came from, without its texts. Libraries write into those what they were
 * working on: values of a resource, statements with their values.
 */
public final class WithoutTexts extends ThrowableProxyConverter {

    private static final int MOST_CAUSES = 8;
    private static final int MOST_FRAMES = 12;

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy each = thrown;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            text.append(i == 0 ? "" : "Caused by: ")
                    .append(each.getClassName())
                    .append(hint(each))
                    .append('\n');
            StackTraceElementProxy[] frames = each.getStackTraceElementProxyArray();
            for (int j = 0; j < frames.length && j < MOST_FRAMES; j++) {
                text.append('\t').append(frames[j].getSTEAsString()).append('\n');
            }
            each = each.getCause();
        }
        return text.toString();
    }

    /** What Java or PostgreSQL says in its own words, which hold nothing of a patient. */
    private static String hint(IThrowableProxy proxy) {
        if (proxy instanceof ThrowableProxy own) {
            Throwable thrown = own.getThrowable();
            if (thrown instanceof SQLException sql) {
                return " (SQLSTATE " + sql.getSQLState() + ")";
            }
            if (thrown instanceof LinkageError
                    || thrown instanceof NullPointerException
                    || thrown instanceof ClassCastException) {
                return ": " + thrown.getMessage();
            }
        }
        return "";
    }
}

package dev.haiku.internal.autodiff;

import dev.haiku.ir.Callback.DebugCallback;
import dev.haiku.ir.Callback.IoCallback;
import dev.haiku.ir.Callback.PureCallback;

/** JVP rows of callbacks, into which no derivative sees. */
final class CallbackJvp {

    private static final String REASON = "Java code computes it. Give the function that calls it a derivative with"
            + " Func.customJvp or Func.customVjp, or take its arguments through Func.stopGradient.";

    private CallbackJvp() {}

    static void fill(JvpTable table) {
        table.constant(DebugCallback.class);
        table.never(PureCallback.class, REASON);
        table.never(IoCallback.class, REASON);
    }
}

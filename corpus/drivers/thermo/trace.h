/* trace.h: the trace provider. */
#pragma once

#define WPP_CONTROL_GUIDS \
    WPP_DEFINE_CONTROL_GUID(ThermoTrace, (5b1b6d3e, 42a1, 4d9e, 9f1a, 0c6a3c1d7e55), WPP_DEFINE_BIT(TRACE_DRIVER) \
                                WPP_DEFINE_BIT(TRACE_DEVICE))

#define WPP_LEVEL_FLAGS_LOGGER(level, flags)  WPP_LEVEL_LOGGER(flags)
#define WPP_LEVEL_FLAGS_ENABLED(level, flags) (WPP_LEVEL_ENABLED(flags) && WPP_CONTROL(WPP_BIT_##flags).Level >= level)

// begin_wpp config
// FUNC TraceEvents(LEVEL, FLAGS, MSG, ...);
// end_wpp

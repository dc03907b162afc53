#include <ntddk.h>

/* Builds without tracing: the events stay. */
#define NOTHING
#define WPP_INIT_TRACING(path)
#define WPP_CLEANUP(driver) NOTHING
#define WPP_SYSTEMCONTROL __noop

VOID test(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    WPP_INIT_TRACING(driver, path);
    WPP_SYSTEMCONTROL(driver);
    if (path)
        WPP_CLEANUP(driver);
    WPP_CLEANUP(driver);
}

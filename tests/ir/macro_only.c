#include <ntddk.h>

#define WPP_CLEANUP(driver)
#define NOTHING(x)

VOID test(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    PAGED_CODE();
    NOTHING(path);
    if (path)
        WPP_CLEANUP(driver);
    WPP_CLEANUP(driver->DeviceObject);
    UNREFERENCED_PARAMETER(path);
}

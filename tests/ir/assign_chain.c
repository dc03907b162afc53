#include <ntddk.h>

DRIVER_DISPATCH Dispatch;

VOID test(PDRIVER_OBJECT driver, ULONG a, ULONG b)
{
    driver->MajorFunction[IRP_MJ_CREATE] = driver->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    a = b = a + 1;
    (*driver).DriverUnload = NULL;
}

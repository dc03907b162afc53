/* not-applicable */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT d)
{
    IoWMIRegistrationControl((PDEVICE_OBJECT)d, WMIREG_ACTION_DEREGISTER | WMIREG_FLAG_CALLBACK);
}

static NTSTATUS Callback(UCHAR c, PVOID p, ULONG n, PVOID b, PVOID x, PULONG r)
{
    UNREFERENCED_PARAMETER(c);
    UNREFERENCED_PARAMETER(p);
    UNREFERENCED_PARAMETER(n);
    UNREFERENCED_PARAMETER(b);
    UNREFERENCED_PARAMETER(x);
    *r = 0;
    return 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    IoWMIRegistrationControl((PDEVICE_OBJECT)Callback, WMIREG_ACTION_REGISTER | WMIREG_FLAG_CALLBACK);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

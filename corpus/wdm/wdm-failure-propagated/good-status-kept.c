/* The status of a step that the driver does without is kept, and asked for before the step is undone. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD QuarryUnload;

static LARGE_INTEGER Cookie;
static NTSTATUS Registered = STATUS_NOT_FOUND;

static NTSTATUS QuarryRegistry(PVOID Context, PVOID Class, PVOID Data)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Data);
    return STATUS_SUCCESS;
}

VOID QuarryUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (NT_SUCCESS(Registered))
        CmUnRegisterCallback(Cookie);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"370112");

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = QuarryUnload;
    Registered = CmRegisterCallbackEx(QuarryRegistry, &altitude, DriverObject, NULL, &Cookie, NULL);
    return STATUS_SUCCESS;
}

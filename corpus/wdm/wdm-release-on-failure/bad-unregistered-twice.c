/* The helper unregisters the callback, and the label does so again. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WatchUnload;
EX_CALLBACK_FUNCTION WatchRegistry;

static LARGE_INTEGER Cookie;

NTSTATUS WatchRegistry(PVOID Context, PVOID Argument1, PVOID Argument2)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Argument1);
    UNREFERENCED_PARAMETER(Argument2);
    return STATUS_SUCCESS;
}

static VOID StopWatching(VOID)
{
    (void)CmUnRegisterCallback(Cookie);
}

VOID WatchUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StopWatching();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING altitude;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlInitUnicodeString(&altitude, L"380010");
    status = CmRegisterCallbackEx(WatchRegistry, &altitude, DriverObject, NULL, &Cookie, NULL);
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Watch\\Parameters");
    if (!NT_SUCCESS(status)) {
        StopWatching();
        goto Fail;
    }
    DriverObject->DriverUnload = WatchUnload;
    return STATUS_SUCCESS;
Fail:
    (void)CmUnRegisterCallback(Cookie); /* expect: wdm-release-on-failure */
    return status;
}
